using Pmq.Broker.Tests.Mqtt5.Messaging;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>
/// What is written to clients that are there is left alone for a while, since they will acknowledge it; and the journal
/// has little to do meanwhile.
/// </summary>
public sealed class CommitDelayTests
{
    private readonly HeldStore _store = new();

    [Fact]
    public void Clients_that_answer_at_once_wake_the_journal_once_in_a_commit_delay()
    {
        using TestBroker broker = StoredBroker.On(_store);
        TestClient subscriber = Subscriber(broker);
        TestClient publisher = broker.Connect("p");
        broker.AfterCommitDelay();
        long alarmsBefore = broker.Scheduler.AlarmsAskedFor;

        for (int i = 1; i <= 400; i++)
        {
            publisher.Publish("t", "x", QoS.AtLeastOnce, packetId: (ushort)i);
            subscriber.Acknowledge(PacketType.Puback, subscriber.TakeMessage().PacketId);
            publisher.Take(PacketType.Puback);
            broker.Advance(broker.Node.Options.Store.CommitDelay / 100);
        }

        Assert.InRange(broker.Scheduler.AlarmsAskedFor - alarmsBefore, 1, 5);
        Assert.Equal(0, _store.RowsWritten);
    }

    [Fact]
    public void A_message_that_is_nearly_due_goes_with_one_that_is()
    {
        using TestBroker broker = StoredBroker.On(_store);
        Subscriber(broker);
        TestClient publisher = broker.Connect("p");
        TimeSpan delay = broker.Node.Options.Store.CommitDelay;

        publisher.Publish("t", "first", QoS.AtLeastOnce, packetId: 1);
        broker.Advance(delay / 5);
        publisher.Publish("t", "a fifth later", QoS.AtLeastOnce, packetId: 2);
        broker.Advance(delay / 5);
        publisher.Publish("t", "two fifths later", QoS.AtLeastOnce, packetId: 3);
        broker.Advance(delay * 3 / 5);

        Assert.Equal([1, 2], publisher.TakeAll().Select(packet => (int)packet.PacketId));
        Assert.Single(_store.Committed, batch => batch.Queued.Count > 0);

        broker.Advance(delay * 2 / 5);
        Assert.Equal(3, publisher.Take(PacketType.Puback).PacketId);
    }

    [Fact]
    public void A_message_that_is_not_acknowledged_is_written_although_those_around_it_are()
    {
        using TestBroker broker = StoredBroker.On(_store);
        TestClient subscriber = Subscriber(broker);
        TestClient publisher = broker.Connect("p");
        for (ushort i = 1; i <= 3; i++)
        {
            publisher.Publish("t", $"{i}", QoS.AtLeastOnce, packetId: i);
        }

        ushort[] ids = [.. subscriber.TakeAll().Select(packet => packet.PacketId)];
        subscriber.Acknowledge(PacketType.Puback, ids[0]);
        subscriber.Acknowledge(PacketType.Puback, ids[2]);
        Assert.Equal([1], publisher.TakeAll().Select(packet => (int)packet.PacketId));
        broker.AfterCommitDelay();

        Assert.Equal([2, 3], publisher.TakeAll().Select(packet => (int)packet.PacketId));
        Assert.Equal(1, _store.RowsWritten);
    }

    [Fact]
    public void What_comes_during_a_commit_brings_no_turn_and_is_in_the_next_one()
    {
        using TestBroker broker = StoredBroker.On(_store);
        broker.LeaveOffline();
        TestClient publisher = broker.Connect("p");
        _store.Holds = true;
        publisher.Publish("t", "one", QoS.AtLeastOnce, packetId: 1);
        long turnsBefore = broker.Scheduler.TurnsRun;

        publisher.Publish("t", "two", QoS.AtLeastOnce, packetId: 2);
        publisher.Publish("t", "three", QoS.AtLeastOnce, packetId: 3);

        // Each has to be read, and taken on by the session that is away; the journal sleeps.
        Assert.Equal(2 * 2, broker.Scheduler.TurnsRun - turnsBefore);
        _store.Answer(broker);
        Assert.Equal(1, publisher.Take(PacketType.Puback).PacketId);
        _store.Answer(broker);
        Assert.Equal([2, 3], publisher.TakeAll().Select(packet => (int)packet.PacketId));
        Assert.Empty(_store.Waiting);
    }

    private static TestClient Subscriber(TestBroker broker)
    {
        TestClient subscriber = broker.ConnectKept("s");
        subscriber.Subscribe("t");
        return subscriber;
    }
}
