using Pmq.Broker.Options;
using Pmq.Broker.Tests.Mqtt5.Messaging;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Publishing;

/// <summary>The batches that the engine's speed rests on, counted.</summary>
public class BatchTests
{
    [Fact]
    public void A_hundred_messages_in_one_segment_are_one_wake_and_one_flush_of_the_subscriber()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        byte[] batch = [.. Enumerable.Repeat(publisher.PublishBytes("t", "x"), 100).SelectMany(frame => frame)];
        int flushes = subscriber.Flushes;
        long turns = broker.Scheduler.TurnsRun;

        publisher.Send(batch);

        Assert.Equal(100, subscriber.TakeAll().Count);
        Assert.Equal(flushes + 1, subscriber.Flushes);

        // The read loop of the publisher, and the turn of the subscriber.
        Assert.Equal(turns + 2, broker.Scheduler.TurnsRun);
    }

    [Fact]
    public void A_hundred_messages_of_QoS_1_in_one_segment_are_a_mail_a_wake_and_a_flush_each_way()
    {
        // With one mail a turn, turns count mails; the turn that finds no more comes besides.
        using var broker = new TestBroker(new BrokerOptions { Turn = new TurnOptions { MailsMax = 1 } });
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        byte[] batch =
        [
            .. Enumerable.Range(1, 100)
                .SelectMany(id => publisher.PublishBytes("t", "x", QoS.AtLeastOnce, (ushort)id)),
        ];
        (int toSubscriber, int toPublisher) = (subscriber.Flushes, publisher.Flushes);
        long turns = broker.Scheduler.TurnsRun;

        publisher.Send(batch);

        Assert.Equal(1 + 2 + 2, broker.Scheduler.TurnsRun - turns);
        Assert.Equal((1, 1), (subscriber.Flushes - toSubscriber, publisher.Flushes - toPublisher));
        Assert.Equal(Enumerable.Range(1, 100), publisher.TakeAll().Select(packet => (int)packet.PacketId));
        Assert.Equal(100, subscriber.Waiting);

        turns = broker.Scheduler.TurnsRun;
        subscriber.Send(
            [.. subscriber.TakeAll().SelectMany(packet => Frames.Ack(PacketType.Puback, packet.PacketId))]);

        Assert.Equal(1 + 2, broker.Scheduler.TurnsRun - turns);
        Assert.Equal((100, 0), (broker.Ledger.Acknowledged, broker.Ledger.Queued));
    }

    [Theory]
    [InlineData(ProtocolVersion.Mqtt31)]
    [InlineData(ProtocolVersion.Mqtt311)]
    [InlineData(ProtocolVersion.Mqtt5)]
    public void Messages_of_every_qos_reach_a_subscriber_of_every_version(ProtocolVersion version)
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s", version);
        subscriber.Subscribe("a/+");
        TestClient publisher = broker.Connect("p");

        publisher.Publish("a/0", "zero");
        ushort one = publisher.Publish("a/1", "one", QoS.AtLeastOnce);
        ushort two = publisher.Publish("a/2", "two", QoS.ExactlyOnce);

        Assert.Equal(one, publisher.Take(PacketType.Puback).PacketId);
        Assert.Equal(two, publisher.Take(PacketType.Pubrec).PacketId);
        Assert.Equal("zero", subscriber.Take(PacketType.Publish).Text);
        Packet first = subscriber.Take(PacketType.Publish);
        Assert.Equal(("one", QoS.AtLeastOnce), (first.Text, first.QoS));
        Packet second = subscriber.Take(PacketType.Publish);
        Assert.Equal(("two", QoS.ExactlyOnce), (second.Text, second.QoS));

        subscriber.Acknowledge(PacketType.Puback, first.PacketId);
        subscriber.Acknowledge(PacketType.Pubrec, second.PacketId);
        Assert.Equal(second.PacketId, subscriber.Take(PacketType.Pubrel).PacketId);
        subscriber.Acknowledge(PacketType.Pubcomp, second.PacketId);
        publisher.Acknowledge(PacketType.Pubrel, two);
        Assert.Equal(two, publisher.Take(PacketType.Pubcomp).PacketId);
        broker.AssertLedgerBalances();
        Assert.Equal((1, 2, 0), (broker.Ledger.Delivered, broker.Ledger.Acknowledged, broker.Ledger.Queued));
    }
}
