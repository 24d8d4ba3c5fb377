using Pmq.Broker.Durability;
using Pmq.Broker.Tests.Mqtt5.Messaging;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>The four commits of a QoS 2 exchange between kept sessions: nothing is seen or promised before its commit.</summary>
public sealed class ExactlyOnceStepsTests
{
    private readonly HeldStore _store = new();

    [Fact]
    public void Neither_PUBREC_nor_the_message_goes_out_before_both_are_stored()
    {
        using TestBroker broker = StoredBroker.On(_store);
        TestClient subscriber = broker.ConnectKept("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.ConnectKept("p");
        _store.Holds = true;

        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        Assert.Equal((0, 0), (publisher.Waiting, subscriber.Waiting));
        StoreBatch batch = Assert.Single(_store.Waiting);
        Assert.Equal((1, 1), (batch.Unreleased.Count, batch.Queued.Count));

        _store.Answer(broker);
        Assert.Equal(1, publisher.Take(PacketType.Pubrec).PacketId);
        Assert.Equal("x", subscriber.TakeMessage().Text);
    }

    [Fact]
    public void Clients_whose_sessions_are_not_kept_see_nothing_before_the_publisher_is_safe()
    {
        using TestBroker broker = StoredBroker.On(_store);
        TestClient clean = broker.Connect("clean");
        clean.Subscribe("t", QoS.AtMostOnce);
        TestClient publisher = broker.ConnectKept("p");
        _store.Holds = true;

        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        Assert.Equal((0, 0), (publisher.Waiting, clean.Waiting));

        _store.Answer(broker);
        Assert.Equal(1, publisher.Take(PacketType.Pubrec).PacketId);
        Assert.Equal(["x"], clean.TakeTexts());
    }

    [Fact]
    public void Where_no_session_is_kept_nothing_waits_for_the_store()
    {
        using TestBroker broker = StoredBroker.On(_store);
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        _store.Holds = true;

        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);

        Assert.Equal(1, publisher.Take(PacketType.Pubrec).PacketId);
        Packet message = subscriber.TakeMessage();
        subscriber.Acknowledge(PacketType.Pubrec, message.PacketId);
        Assert.Equal(message.PacketId, subscriber.Take(PacketType.Pubrel).PacketId);
        publisher.Acknowledge(PacketType.Pubrel, 1);
        Assert.Equal(1, publisher.Take(PacketType.Pubcomp).PacketId);
        Assert.Empty(_store.Waiting);
    }

    [Fact]
    public void A_repeat_is_not_answered_before_the_message_is_stored()
    {
        using TestBroker broker = StoredBroker.On(_store);
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t", QoS.AtLeastOnce);
        TestClient publisher = broker.ConnectKept("p");
        _store.Holds = true;

        publisher.Send(Frames.Join(
            Frames.Publish("t", "x", QoS.ExactlyOnce, packetId: 1),
            Frames.Publish("t", "x", QoS.ExactlyOnce, packetId: 1, dup: true),
            Frames.Publish("t", "x", QoS.ExactlyOnce, packetId: 1)));
        Assert.Equal((0, 0), (publisher.Waiting, subscriber.Waiting));

        _store.Answer(broker);
        Assert.Equal(1, Assert.Single(publisher.TakeAll()).PacketId);
        Assert.Equal(["x"], subscriber.TakeTexts());
    }

    [Fact]
    public void A_repeat_on_a_new_connection_is_answered_when_the_message_is_stored_and_not_before()
    {
        using TestBroker broker = StoredBroker.On(_store);
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t", QoS.AtMostOnce);
        TestClient publisher = broker.ConnectKept("p");
        _store.Holds = true;
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        publisher.Drop();
        publisher = broker.ConnectKept("p");

        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1, dup: true);
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1, dup: true);
        Assert.Equal(0, publisher.Waiting);

        _store.Answer(broker);
        Assert.Equal(1, Assert.Single(publisher.TakeAll()).PacketId);
        Assert.Equal(["x"], subscriber.TakeTexts());

        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1, dup: true);
        Assert.Equal(1, publisher.Take(PacketType.Pubrec).PacketId);
        Assert.Equal(0, subscriber.Waiting);
    }

    [Fact]
    public void PUBREL_waits_for_the_store()
    {
        using TestBroker broker = StoredBroker.On(_store);
        Packet message = Deliver(broker, out TestClient subscriber);
        _store.Holds = true;

        subscriber.Acknowledge(PacketType.Pubrec, message.PacketId);
        subscriber.Acknowledge(PacketType.Pubrec, message.PacketId);
        Assert.Equal(0, subscriber.Waiting);

        _store.Answer(broker);
        Assert.Equal(message.PacketId, subscriber.Take(PacketType.Pubrel).PacketId);
        subscriber.Acknowledge(PacketType.Pubcomp, message.PacketId);
        Assert.Equal((1, 0), (broker.Ledger.Acknowledged, broker.Ledger.Queued));
    }

    [Fact]
    public void PUBCOMP_waits_for_the_store()
    {
        using TestBroker broker = StoredBroker.On(_store);
        TestClient publisher = broker.ConnectKept("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        publisher.Take(PacketType.Pubrec);
        _store.Holds = true;

        publisher.Acknowledge(PacketType.Pubrel, 1);
        Assert.Equal(0, publisher.Waiting);

        _store.Answer(broker);
        Assert.Equal(1, publisher.Take(PacketType.Pubcomp).PacketId);
    }

    [Fact]
    public void A_repeated_PUBREL_is_not_answered_before_the_first_is_stored()
    {
        using TestBroker broker = StoredBroker.On(_store);
        TestClient publisher = broker.ConnectKept("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        _store.Holds = true;
        publisher.Acknowledge(PacketType.Pubrel, 1);
        publisher.Drop();
        publisher = broker.ConnectKept("p");

        publisher.Acknowledge(PacketType.Pubrel, 1);
        Assert.Equal(0, publisher.Waiting);

        _store.Answer(broker);
        Packet pubcomp = publisher.Take(PacketType.Pubcomp);
        Assert.Equal((1, ReasonCode.Success), (pubcomp.PacketId, pubcomp.Reason));
        Assert.Equal(0, publisher.Waiting);
    }

    [Fact]
    public void The_answer_tells_that_nobody_subscribes_unless_the_message_is_retained()
    {
        using TestBroker broker = StoredBroker.On(_store);
        TestClient publisher = broker.ConnectKept("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce);
        Assert.Equal(ReasonCode.NoMatchingSubscribers, publisher.Take(PacketType.Pubrec).Reason);

        publisher.Publish("t", "x", QoS.ExactlyOnce, retain: true);
        Assert.Equal(ReasonCode.Success, publisher.Take(PacketType.Pubrec).Reason);
    }

    /// <summary>
    /// The process dies after each possible number of commits; the clients come back and go on as the standard says. The
    /// message arrives exactly once all the same.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_crash_between_any_two_commits_neither_loses_nor_doubles_the_message(int commits)
    {
        TestBroker broker = StoredBroker.On(_store);
        TestClient subscriber = broker.ConnectKept("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.ConnectKept("p");
        _store.Holds = true;

        var receiver = new ExactlyOnceReceiver();
        var sender = new ExactlyOnceSender("t", "x", packetId: 1);
        sender.Begin(publisher);
        for (int i = 0; i < commits; i++)
        {
            if (_store.Waiting.Count > 0)
            {
                _store.Answer(broker);
            }

            sender.Answer(publisher);
            receiver.Answer(subscriber);
        }

        broker = broker.Restart(_store.Contents);
        publisher = broker.Resume("p", out bool publisherIsKnown);
        subscriber = broker.Resume("s", out bool subscriberIsKnown);
        Assert.True(publisherIsKnown && subscriberIsKnown);
        sender.GoOn(publisher);
        for (int i = 0; i < 4; i++)
        {
            sender.Answer(publisher);
            receiver.Answer(subscriber);
        }

        Assert.Equal(["x"], receiver.Messages);
        Assert.True(sender.IsDone);
        Assert.Equal(0, broker.Ledger.Queued);
        broker.AssertLedgerBalances();
    }

    private static Packet Deliver(TestBroker broker, out TestClient subscriber)
    {
        subscriber = broker.ConnectKept("s");
        subscriber.Subscribe("t");
        broker.Connect("p").Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        return subscriber.TakeMessage();
    }
}
