using Pmq.Broker.Accounting;
using Pmq.Broker.Options;
using Pmq.Broker.Outbound;
using Pmq.Broker.Tests.Mqtt5.Messaging;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>
/// Messages that come in one go are written together, and some of them may be dropped before the last is taken on.
/// </summary>
public sealed class OverflowTests
{
    private const int Sent = 20;

    private readonly HeldStore _store = new();

    [Theory]
    [InlineData(1, QueueOverflow.DropOldest, QoS.AtLeastOnce)]
    [InlineData(3, QueueOverflow.DropOldest, QoS.AtLeastOnce)]
    [InlineData(3, QueueOverflow.DropNewest, QoS.AtLeastOnce)]
    [InlineData(1, QueueOverflow.DropOldest, QoS.ExactlyOnce)]
    [InlineData(3, QueueOverflow.DropOldest, QoS.ExactlyOnce)]
    public void A_batch_that_overflows_the_queue_of_a_session_that_is_away_is_answered_and_what_is_kept_survives(
        int queueMax, QueueOverflow overflow, QoS qos)
    {
        TestBroker broker = StoredBroker.On(_store, WithQueue(queueMax, overflow));
        broker.LeaveOffline();
        TestClient publisher = broker.Connect("p");

        publisher.Send(Batch(publisher, qos));
        Assert.Equal(Sent, publisher.TakeAll().Count);
        Assert.Equal(Sent - queueMax, broker.Ledger.Dropped(DropCause.QueueFull));
        broker.AfterCommitDelay();

        using TestBroker next = broker.Restart(_store.Contents);
        TestClient subscriber = next.Resume("s", out _);
        Assert.Equal(Kept(queueMax, overflow), TakeAll(subscriber, qos));
    }

    [Theory]
    [InlineData(1, QueueOverflow.DropOldest)]
    [InlineData(3, QueueOverflow.DropOldest)]
    [InlineData(3, QueueOverflow.DropNewest)]
    public void A_batch_that_overflows_the_queue_behind_a_full_window_is_answered_and_what_is_kept_survives(
        int queueMax, QueueOverflow overflow)
    {
        TestBroker broker = StoredBroker.On(_store, WithQueue(queueMax, overflow));
        TestClient subscriber = broker.ConnectKept("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "under way", QoS.AtLeastOnce, packetId: 999);

        publisher.Send(Batch(publisher, QoS.AtLeastOnce));
        broker.AfterCommitDelay();
        Assert.Equal(1 + Sent, publisher.TakeAll().Count);
        Assert.Equal(Sent - queueMax, broker.Ledger.Dropped(DropCause.QueueFull));
        broker.AfterCommitDelay();

        using TestBroker next = broker.Restart(_store.Contents);
        List<string> texts = TakeAll(next.Resume("s", out _), QoS.AtLeastOnce);
        Assert.Equal("under way", texts[0]);

        // What was dropped behind a message that is not acknowledged may come again.
        Assert.Equal(Kept(queueMax, overflow), texts.TakeLast(queueMax));
    }

    private static BrokerOptions WithQueue(int max, QueueOverflow overflow) => new()
    {
        Session = new SessionOptions { QueuedMessagesMax = max, QueueOverflow = overflow, InflightMax = 1 },
    };

    private static byte[] Batch(TestClient publisher, QoS qos) =>
    [
        .. Enumerable.Range(1, Sent).SelectMany(number => publisher.PublishBytes("t", $"{number}", qos, (ushort)number)),
    ];

    private static IEnumerable<string> Kept(int queueMax, QueueOverflow overflow) => Enumerable
        .Range(overflow == QueueOverflow.DropOldest ? Sent - queueMax + 1 : 1, queueMax)
        .Select(number => $"{number}");

    private static List<string> TakeAll(TestClient subscriber, QoS qos)
    {
        List<string> texts = [];
        while (subscriber.Waiting > 0)
        {
            Packet message = subscriber.TakeMessage();
            texts.Add(message.Text);
            if (qos == QoS.AtLeastOnce)
            {
                subscriber.Acknowledge(PacketType.Puback, message.PacketId);
                continue;
            }

            subscriber.Acknowledge(PacketType.Pubrec, message.PacketId);
            subscriber.Take(PacketType.Pubrel);
            subscriber.Acknowledge(PacketType.Pubcomp, message.PacketId);
        }

        return texts;
    }
}
