using Pmq.Broker.Accounting;
using Pmq.Broker.Options;
using Pmq.Broker.Outbound;
using Pmq.Broker.Sessions;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>The window, the queue behind it, and what becomes of messages for which there is no room.</summary>
public sealed class QueueTests
{
    [Theory]
    [InlineData(ProtocolVersion.Mqtt31)]
    [InlineData(ProtocolVersion.Mqtt311)]
    [Seed("GMQ-07", "GMQ-46")]
    public void No_more_than_the_window_is_under_way_and_the_rest_moves_in_as_acknowledgements_come(
        ProtocolVersion version)
    {
        using var broker = new TestBroker(Options(inflight: 3));
        TestClient client = broker.Connect("c", version);
        client.Subscribe("t");
        foreach (int number in Enumerable.Range(1, 7))
        {
            broker.Say("t", $"{number}", number % 2 == 0 ? QoS.ExactlyOnce : QoS.AtLeastOnce);
        }

        Packet[] sent = [.. client.TakeAll()];
        Assert.Equal("1 2 3", string.Join(' ', sent.Select(message => message.Text)));
        Assert.Equal((3, 4), Numbers(broker));
        client.Acknowledge(PacketType.Puback, sent[2].PacketId);
        Packet fourth = client.Take(PacketType.Publish);
        Assert.Equal("4", fourth.Text);
        Assert.Equal((3, 3), Numbers(broker));

        // PUBREC is half of the way only: the place is free with PUBCOMP.
        client.Acknowledge(PacketType.Pubrec, sent[1].PacketId);
        Assert.Equal($"Pubrel:{sent[1].PacketId}", client.Trace());
        client.Acknowledge(PacketType.Pubcomp, sent[1].PacketId);
        Assert.Equal("5", client.Take(PacketType.Publish).Text);
        Assert.Equal(0, client.Waiting);
    }

    [Fact]
    [Seed("GMQ-07")]
    public void QoS_0_passes_a_full_window()
    {
        using var broker = new TestBroker(Options(inflight: 1));
        TestClient client = broker.Subscriber("c", "t");
        broker.Say("t", "one", QoS.AtLeastOnce);
        broker.Say("t", "two", QoS.AtLeastOnce);

        broker.Say("t", "three");

        Assert.Equal("one three", string.Join(' ', client.TakeAll().Select(message => message.Text)));
    }

    [Fact]
    [Seed("GMQ-07", "GMQ-46")]
    public void The_window_holds_on_reconnect_too()
    {
        using var broker = new TestBroker(Options(inflight: 2));
        TestClient client = Away(broker);
        foreach (string text in (string[])["1", "2", "3", "4", "5"])
        {
            broker.Say("t", text, QoS.AtLeastOnce);
        }

        client = broker.Kept("c");
        Assert.Equal(2, client.Waiting);
        client.Drop();
        client = broker.Kept("c");
        Assert.Equal(2, client.Waiting);

        Assert.Equal("1 2 3 4 5", client.Texts());
    }

    [Theory]
    [InlineData(true, "zero one")]
    [InlineData(false, "one")]
    [Seed("GMQ-08")]
    public void QoS_0_waits_for_a_client_that_is_away_unless_that_is_switched_off(bool queues, string expected)
    {
        using var broker = new TestBroker(
            new BrokerOptions { Session = new SessionOptions { QueueQos0Messages = queues } });
        Away(broker);

        broker.Say("t", "zero");
        broker.Say("t", "one", QoS.AtLeastOnce);

        Assert.Equal(expected, broker.Kept("c").Texts());
        Assert.Equal(queues ? 0 : 1, broker.Ledger.Dropped(DropCause.Offline));
    }

    [Fact]
    [Seed("GMQ-09")]
    public void The_queue_holds_as_many_as_it_may_besides_those_under_way()
    {
        using var broker = new TestBroker(Options(inflight: 2, queued: 3));
        TestClient client = broker.Subscriber("c", "t");

        SayMany(broker, 1, 5);

        Assert.Equal((2, 3), Numbers(broker));
        Assert.Equal(0, broker.Ledger.DroppedInAll);
        SayMany(broker, 6, 1);
        Assert.Equal((2, 3), Numbers(broker));
        Assert.Equal(1, broker.Ledger.Dropped(DropCause.QueueFull));
        Assert.Equal("1 2 4 5 6", client.Texts());
    }

    [Fact]
    [Seed("GMQ-09")]
    public void A_bound_of_0_is_none()
    {
        using var broker = new TestBroker(Options(inflight: 1, queued: 0));
        Away(broker);

        SayMany(broker, 1, 5000);

        Assert.Equal(5000, Assert.Single(broker.Sessions).Queued);
    }

    [Fact]
    [Seed("GMQ-10")]
    public void A_full_queue_drops_the_oldest_of_QoS_0_first()
    {
        using var broker = new TestBroker(Options(queued: 4));
        Away(broker);
        broker.Say("t", "1a", QoS.AtLeastOnce);
        broker.Say("t", "0a");
        broker.Say("t", "2a", QoS.ExactlyOnce);
        broker.Say("t", "0b");

        broker.Say("t", "1b", QoS.AtLeastOnce);
        broker.Say("t", "0c");

        Assert.Equal("1a 2a 1b 0c", broker.Kept("c").Texts());
        Assert.Equal(2, broker.Ledger.Dropped(DropCause.QueueFull));
        Assert.Equal(2, Assert.Single(broker.Sessions).Dropped);
    }

    [Fact]
    [Seed("GMQ-10")]
    public void Without_QoS_0_in_the_queue_it_drops_the_incoming_if_that_is_of_QoS_0()
    {
        using var broker = new TestBroker(Options(queued: 2));
        Away(broker);
        broker.Say("t", "1a", QoS.AtLeastOnce);
        broker.Say("t", "2a", QoS.ExactlyOnce);

        broker.Say("t", "0a");
        broker.Say("t", "0b");

        Assert.Equal("1a 2a", broker.Kept("c").Texts());
        Assert.Equal(2, broker.Ledger.Dropped(DropCause.QueueFull));
    }

    [Fact]
    [Seed("GMQ-10")]
    public void Else_it_drops_the_oldest()
    {
        using var broker = new TestBroker(Options(queued: 2));
        Away(broker);
        broker.Say("t", "2a", QoS.ExactlyOnce);
        broker.Say("t", "1a", QoS.AtLeastOnce);

        broker.Say("t", "1b", QoS.AtLeastOnce);
        broker.Say("t", "2b", QoS.ExactlyOnce);
        broker.Say("t", "2c", QoS.ExactlyOnce);

        Assert.Equal("2b 2c", broker.Kept("c").Texts());
        Assert.Equal(3, broker.Ledger.Dropped(DropCause.QueueFull));
    }

    [Fact]
    public void Drop_newest_drops_the_incoming_one()
    {
        using var broker = new TestBroker(Options(queued: 2, overflow: QueueOverflow.DropNewest));
        Away(broker);

        SayMany(broker, 1, 4);

        Assert.Equal("1 2", broker.Kept("c").Texts());
    }

    [Fact]
    public void Disconnect_closes_a_3_1_1_client_without_a_packet()
    {
        using var broker = new TestBroker(Options(inflight: 1, queued: 2, overflow: QueueOverflow.Disconnect));
        TestClient client = broker.Subscriber("c", "t");

        SayMany(broker, 1, 3);
        Assert.False(client.IsClosed);
        SayMany(broker, 4, 1);

        Assert.Equal("1:1", client.Trace());
        Assert.True(client.IsClosed);
    }

    private static BrokerOptions Options(
        int inflight = 100, int queued = 1000, QueueOverflow overflow = QueueOverflow.DropOldest) =>
        new()
        {
            Session = new SessionOptions
            {
                InflightMax = inflight, QueuedMessagesMax = queued, QueueOverflow = overflow,
            },
        };

    private static TestClient Away(TestBroker broker)
    {
        TestClient client = broker.Kept("c");
        client.Subscribe("t");
        client.Drop();
        return client;
    }

    private static void SayMany(TestBroker broker, int first, int count)
    {
        TestClient publisher = broker.Clean("p");
        publisher.Send([.. Enumerable.Range(first, count)
            .SelectMany(number => publisher.PublishBytes("t", $"{number}", QoS.AtLeastOnce, (ushort)number))]);
        publisher.Disconnect();
    }

    private static (int Inflight, int Queued) Numbers(TestBroker broker)
    {
        SessionSummary session = Assert.Single(broker.Sessions);
        return (session.Inflight, session.Queued);
    }
}
