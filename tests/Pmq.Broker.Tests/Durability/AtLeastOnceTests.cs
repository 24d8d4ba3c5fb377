using Pmq.Broker.Durability;
using Pmq.Broker.Tests.Mqtt5.Messaging;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>PUBACK is a promise: everybody who keeps the message has acknowledged it or has it stored.</summary>
public sealed class AtLeastOnceTests
{
    private readonly HeldStore _store = new();

    [Fact]
    public void PUBACK_waits_until_an_offline_session_has_the_message_in_the_store()
    {
        using TestBroker broker = StoredBroker.On(_store);
        broker.LeaveOffline();
        TestClient publisher = broker.Connect("p");
        _store.Holds = true;

        publisher.Publish("t", "x", QoS.AtLeastOnce, packetId: 9);
        Assert.Equal(0, publisher.Waiting);

        _store.Answer(broker);
        Assert.Equal(9, publisher.Take(PacketType.Puback).PacketId);
    }

    [Fact]
    public void What_a_client_acknowledges_within_the_commit_delay_is_never_written()
    {
        using TestBroker broker = StoredBroker.On(_store);
        TestClient subscriber = broker.ConnectKept("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");

        publisher.Publish("t", "x", QoS.AtLeastOnce, packetId: 9);
        Packet message = subscriber.TakeMessage();
        Assert.Equal(0, publisher.Waiting);
        subscriber.Acknowledge(PacketType.Puback, message.PacketId);

        Assert.Equal(9, publisher.Take(PacketType.Puback).PacketId);
        broker.AfterCommitDelay();
        Assert.Equal(0, _store.RowsWritten);
    }

    [Fact]
    public void What_a_client_does_not_acknowledge_is_written_after_the_commit_delay_and_PUBACK_leaves()
    {
        using TestBroker broker = StoredBroker.On(_store);
        TestClient subscriber = broker.ConnectKept("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");

        publisher.Publish("t", "x", QoS.AtLeastOnce, packetId: 9);
        Assert.Equal((1, 0), (subscriber.Waiting, publisher.Waiting));
        broker.AfterCommitDelay();

        Assert.Equal(9, publisher.Take(PacketType.Puback).PacketId);
        Assert.Equal(1, _store.RowsWritten);
    }

    [Fact]
    public void Answers_come_in_the_order_of_the_messages_although_a_later_one_is_safe_before()
    {
        using TestBroker broker = StoredBroker.On(_store);
        broker.LeaveOffline();
        TestClient publisher = broker.Connect("p");
        _store.Holds = true;

        publisher.Publish("t", "x", QoS.AtLeastOnce, packetId: 1);
        publisher.Publish("nobody", "y", QoS.AtLeastOnce, packetId: 2);
        Assert.Equal(0, publisher.Waiting);

        _store.Answer(broker);
        Assert.Equal([1, 2], publisher.TakeAll().Select(packet => (int)packet.PacketId));
    }

    [Fact]
    public void QoS_0_and_clean_sessions_go_on_while_the_store_does_not_answer()
    {
        using TestBroker broker = StoredBroker.On(_store);
        broker.LeaveOffline();
        TestClient subscriber = broker.Connect("clean");
        subscriber.Subscribe("#", QoS.AtLeastOnce);
        TestClient publisher = broker.Connect("p");
        _store.Holds = true;
        publisher.Publish("t", "waits", QoS.AtLeastOnce);

        TestClient other = broker.Connect("other");
        other.Publish("t", "zero");
        other.Publish("u", "one", QoS.AtLeastOnce, packetId: 5);

        Assert.Equal(5, other.Take(PacketType.Puback).PacketId);
        Assert.Equal(["waits", "zero", "one"], subscriber.TakeTexts());
        Assert.Equal(0, publisher.Waiting);
    }

    [Fact]
    public void An_acknowledged_message_arrives_after_a_crash()
    {
        TestBroker broker = StoredBroker.On(_store);
        broker.LeaveOffline();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "one", QoS.AtLeastOnce);
        publisher.Publish("t", "two", QoS.AtLeastOnce);
        publisher.Publish("t", "three", QoS.ExactlyOnce);
        Assert.Equal(3, publisher.TakeAll().Count);

        using TestBroker next = broker.Restart(_store.Contents);
        TestClient subscriber = next.Resume("s", out bool sessionPresent);

        Assert.True(sessionPresent);
        Assert.Equal(["one", "two", "three"], subscriber.TakeTexts());
    }

    [Fact]
    public void What_was_acknowledged_before_a_crash_does_not_come_again_once_that_is_stored()
    {
        TestBroker broker = StoredBroker.On(_store);
        broker.LeaveOffline();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "one", QoS.AtLeastOnce);
        publisher.Publish("t", "two", QoS.AtLeastOnce);
        TestClient subscriber = broker.Resume("s", out _);
        subscriber.Acknowledge(PacketType.Puback, subscriber.TakeMessage().PacketId);
        broker.AfterCommitDelay();

        using TestBroker next = broker.Restart(_store.Contents);
        TestClient again = next.Resume("s", out _);

        Packet two = again.TakeMessage();
        Assert.Equal(("two", true), (two.Text, two.Dup));
        Assert.Equal(0, again.Waiting);
    }

    [Fact]
    public void A_message_that_was_never_sent_is_not_called_a_repeat_after_a_restart()
    {
        TestBroker broker = StoredBroker.On(_store);
        broker.LeaveOffline();
        broker.AfterCommitDelay();
        broker.Connect("p").Publish("t", "one", QoS.AtLeastOnce);

        using TestBroker next = broker.Restart(_store.Contents);

        Assert.False(next.Resume("s", out _).TakeMessage().Dup);
    }

    [Fact]
    public void A_failed_commit_is_tried_again_until_it_succeeds()
    {
        var troubles = new List<StoreTrouble?>();
        using var broker = new TestBroker(ports: ports => ports with { Store = _store, ReportStoreTrouble = troubles.Add });
        broker.LeaveOffline();
        TestClient publisher = broker.Connect("p");
        _store.Holds = true;
        publisher.Publish("t", "x", QoS.AtLeastOnce, packetId: 9);

        _store.Answer(broker, StoreOutcome.Failed);
        Assert.Equal("the test says so", broker.Node.StoreTrouble?.Reason);
        Assert.Equal((0, 0), (publisher.Waiting, _store.Waiting.Count));

        broker.Advance(TimeSpan.FromSeconds(1));
        _store.Answer(broker);
        Assert.Equal(9, publisher.Take(PacketType.Puback).PacketId);
        Assert.Null(broker.Node.StoreTrouble);
        Assert.Equal([false, true], troubles.Select(trouble => trouble is null));
    }

    [Fact]
    public void A_commit_whose_answer_was_lost_is_settled_by_its_number_and_done_once()
    {
        TestBroker broker = StoredBroker.On(_store);
        broker.LeaveOffline();
        TestClient publisher = broker.Connect("p");
        _store.Holds = true;
        publisher.Publish("t", "x", QoS.AtLeastOnce, packetId: 9);

        _store.LoseAnswer(broker);
        Assert.Equal(0, publisher.Waiting);
        broker.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Assert.Single(_store.Waiting).IsRepeat);
        _store.Answer(broker);

        Assert.Equal(9, publisher.Take(PacketType.Puback).PacketId);
        using TestBroker next = broker.Restart(_store.Contents);
        Assert.Equal(["x"], next.Resume("s", out _).TakeTexts());
    }

    [Fact]
    [Mqtt311("MQTT-4.8.0-2")]
    public void A_node_whose_store_another_has_taken_promises_nothing_more_and_ends_its_connections()
    {
        TestBroker broker = StoredBroker.On(_store);
        broker.LeaveOffline();
        TestClient publisher = broker.Connect("p");
        using TestBroker other = broker.Restart(_store.Contents);

        publisher.Publish("t", "x", QoS.AtLeastOnce);

        publisher.AssertEnded(ReasonCode.UseAnotherServer);
        Assert.True(broker.Node.StoreTrouble!.IsFinal);
        Packet refusal = broker.Open().Connect(new ConnectSettings { ClientId = "late" });
        Assert.Equal(ReasonCode.ServerUnavailable, refusal.Reason);
    }
}
