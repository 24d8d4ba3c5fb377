using Pmq.Broker.Accounting;
using Pmq.Broker.Messages;
using Pmq.Broker.Outbound;
using Pmq.Broker.Tests.Turns;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Outbound;

public sealed class MessageQueueTests
{
    private const long Unbounded = long.MaxValue;

    private static readonly int EmptySize = SilentTarget.MessageOf(0, QoS.AtMostOnce).Size;

    private readonly RecordingSink _sink = new();

    [Fact]
    public void Messages_leave_in_the_order_they_came()
    {
        var queue = new MessageQueue(0, Unbounded, QueueOverflow.DropOldest);
        Message[] messages = Fill(queue, QoS.AtLeastOnce, QoS.AtMostOnce, QoS.ExactlyOnce);

        Assert.True(queue.TryPeek(out QueuedMessage first));
        Assert.Equal(messages[0], first.Message);
        AssertHolds(queue, messages);
        Assert.False(queue.TryPeek(out _));
        Assert.False(queue.TryDequeue(out _));
    }

    [Fact]
    public void A_full_queue_drops_the_oldest_of_QoS_0_first()
    {
        var queue = new MessageQueue(3, Unbounded, QueueOverflow.DropOldest);
        Message[] messages = Fill(queue, QoS.AtLeastOnce, QoS.AtMostOnce, QoS.AtMostOnce);
        Message incoming = Add(queue, QoS.AtMostOnce, EnqueueResult.Queued);

        AssertDropped(messages[1]);
        AssertHolds(queue, messages[0], messages[2], incoming);
    }

    [Fact]
    public void A_full_queue_without_QoS_0_refuses_a_message_of_QoS_0()
    {
        var queue = new MessageQueue(2, Unbounded, QueueOverflow.DropOldest);
        Message[] messages = Fill(queue, QoS.AtLeastOnce, QoS.ExactlyOnce);
        Add(queue, QoS.AtMostOnce, EnqueueResult.DroppedIncoming);

        AssertDropped();
        AssertHolds(queue, messages);
    }

    [Fact]
    public void A_full_queue_without_QoS_0_drops_the_oldest_for_a_higher_QoS()
    {
        var queue = new MessageQueue(2, Unbounded, QueueOverflow.DropOldest);
        Message[] messages = Fill(queue, QoS.AtLeastOnce, QoS.ExactlyOnce);
        Message incoming = Add(queue, QoS.AtLeastOnce, EnqueueResult.Queued);

        AssertDropped(messages[0]);
        AssertHolds(queue, messages[1], incoming);
    }

    [Fact]
    public void Zero_is_no_bound_on_the_number()
    {
        var queue = new MessageQueue(0, Unbounded, QueueOverflow.DropOldest);
        for (int i = 0; i < 5000; i++)
        {
            Add(queue, QoS.AtLeastOnce, EnqueueResult.Queued);
        }

        Assert.Equal(5000, queue.Count);
        AssertDropped();
    }

    [Fact]
    public void The_bound_in_bytes_drops_as_many_as_it_takes()
    {
        var queue = new MessageQueue(0, 4 * EmptySize, QueueOverflow.DropOldest);
        Message[] messages = Fill(queue, QoS.AtLeastOnce, QoS.AtMostOnce, QoS.AtLeastOnce, QoS.AtLeastOnce);
        Message incoming = Add(queue, QoS.AtLeastOnce, EnqueueResult.Queued, payloadLength: EmptySize);

        AssertDropped(messages[1], messages[0]);
        Assert.Equal(4 * EmptySize, queue.Bytes);
        AssertHolds(queue, messages[2], messages[3], incoming);
    }

    [Theory]
    [InlineData(QueueOverflow.DropOldest)]
    [InlineData(QueueOverflow.DropNewest)]
    [InlineData(QueueOverflow.Disconnect)]
    public void A_message_that_alone_is_larger_than_the_bound_is_dropped(QueueOverflow overflow)
    {
        var queue = new MessageQueue(0, 2 * EmptySize, overflow);
        Message[] messages = Fill(queue, QoS.AtMostOnce);
        Add(queue, QoS.ExactlyOnce, EnqueueResult.DroppedIncoming, payloadLength: EmptySize + 1);

        AssertDropped();
        AssertHolds(queue, messages);
    }

    [Fact]
    public void Others_of_QoS_0_are_spared_where_a_message_of_QoS_0_would_not_fit_without_them()
    {
        var queue = new MessageQueue(0, 4 * EmptySize, QueueOverflow.DropOldest);
        Message[] messages = Fill(queue, QoS.AtLeastOnce, QoS.AtMostOnce, QoS.AtLeastOnce);
        Add(queue, QoS.AtMostOnce, EnqueueResult.DroppedIncoming, payloadLength: 2 * EmptySize);

        AssertDropped();
        AssertHolds(queue, messages);
    }

    [Fact]
    public void The_newest_goes_by_that_policy()
    {
        var queue = new MessageQueue(1, Unbounded, QueueOverflow.DropNewest);
        Message[] messages = Fill(queue, QoS.AtMostOnce);
        Add(queue, QoS.ExactlyOnce, EnqueueResult.DroppedIncoming);

        AssertDropped();
        AssertHolds(queue, messages);
    }

    [Fact]
    public void The_client_is_disconnected_by_that_policy()
    {
        var queue = new MessageQueue(1, Unbounded, QueueOverflow.Disconnect);
        Message[] messages = Fill(queue, QoS.AtMostOnce);
        Add(queue, QoS.AtMostOnce, EnqueueResult.MustDisconnect);

        AssertDropped();
        AssertHolds(queue, messages);
    }

    [Fact]
    public void A_queue_that_may_not_grow_gives_as_much_as_it_takes()
    {
        var queue = new MessageQueue(0, Unbounded, QueueOverflow.DropOldest);
        Message first = Add(queue, QoS.AtLeastOnce, EnqueueResult.Queued, mayGrow: false);
        Message second = Add(queue, QoS.AtLeastOnce, EnqueueResult.Queued);
        Message third = Add(queue, QoS.AtLeastOnce, EnqueueResult.Queued, mayGrow: false);
        AssertDropped(first);
        Assert.Equal(2 * EmptySize, queue.Bytes);

        Message large = Add(
            queue, QoS.AtLeastOnce, EnqueueResult.Queued, payloadLength: 3 * EmptySize, mayGrow: false);
        AssertDropped(first, second, third);
        AssertHolds(queue, large);
    }

    [Fact]
    public void QoS_0_may_pass_what_waits_for_the_window()
    {
        var queue = new MessageQueue(0, Unbounded, QueueOverflow.DropOldest);
        Message[] messages = Fill(queue, QoS.AtLeastOnce, QoS.AtMostOnce, QoS.AtLeastOnce, QoS.AtMostOnce);
        Assert.Equal(2, queue.QoS0Count);

        Assert.True(queue.TryDequeueQoS0(out QueuedMessage passing));
        Assert.Equal(messages[1], passing.Message);
        Assert.True(queue.TryDequeueQoS0(out passing));
        Assert.Equal(messages[3], passing.Message);
        Assert.False(queue.TryDequeueQoS0(out _));
        AssertHolds(queue, messages[0], messages[2]);
    }

    [Fact]
    public void Messages_that_pass_one_that_stays_leave_no_memory_behind()
    {
        var queue = new MessageQueue(0, Unbounded, QueueOverflow.DropOldest);
        Add(queue, QoS.AtLeastOnce, EnqueueResult.Queued);
        Message passing = SilentTarget.MessageOf(0, QoS.AtMostOnce);
        var queued = new QueuedMessage(passing, SilentTarget.AnyDelivery, QoS.AtMostOnce);
        Allocations.AssertNone(() =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                queue.Enqueue(queued, _sink);
                queue.TryDequeueQoS0(out _);
            }
        });
    }

    [Fact]
    public void A_walk_around_the_queue_keeps_the_order()
    {
        var queue = new MessageQueue(4, Unbounded, QueueOverflow.DropOldest);
        Message[] messages = Fill(queue, QoS.AtLeastOnce, QoS.AtMostOnce, QoS.ExactlyOnce, QoS.AtMostOnce);
        for (int left = queue.Count; left > 0 && queue.TryDequeue(out QueuedMessage message); left--)
        {
            queue.PutBack(message);
        }

        Assert.Equal(2, queue.QoS0Count);
        AssertHolds(queue, messages);
    }

    [Fact]
    public void What_has_expired_is_removed_wherever_it_is()
    {
        var queue = new MessageQueue(0, Unbounded, QueueOverflow.DropOldest);
        Message gone = Add(queue, QoS.AtMostOnce, EnqueueResult.Queued, expiresAt: 10);
        Message lasting = Add(queue, QoS.AtMostOnce, EnqueueResult.Queued, expiresAt: 11);
        Message alsoGone = Add(queue, QoS.AtLeastOnce, EnqueueResult.Queued, expiresAt: 9);
        Message eternal = Add(queue, QoS.AtLeastOnce, EnqueueResult.Queued);

        queue.RemoveExpired(10, _sink);

        Assert.Equal([(gone, DropCause.Expired), (alsoGone, DropCause.Expired)], _sink.Dropped);
        Assert.Equal(2 * EmptySize, queue.Bytes);
        Assert.Equal(1, queue.QoS0Count);
        AssertHolds(queue, lasting, eternal);
    }

    [Fact]
    public void An_empty_queue_gives_its_memory_back_and_can_be_filled_again()
    {
        var queue = new MessageQueue(0, Unbounded, QueueOverflow.DropOldest);
        Message[] messages = Fill(queue, QoS.AtMostOnce, QoS.AtLeastOnce);
        queue.Trim();
        AssertHolds(queue, messages);
        queue.Trim();
        AssertHolds(queue, Fill(queue, QoS.AtMostOnce, QoS.AtLeastOnce));
    }

    private Message[] Fill(MessageQueue queue, params QoS[] levels) =>
        [.. levels.Select(qos => Add(queue, qos, EnqueueResult.Queued))];

    private Message Add(
        MessageQueue queue,
        QoS qos,
        EnqueueResult expected,
        int payloadLength = 0,
        bool mayGrow = true,
        long expiresAt = Message.NeverExpires)
    {
        Message message = SilentTarget.MessageOf(payloadLength, qos, expiresAt);
        var queued = new QueuedMessage(message, SilentTarget.AnyDelivery, qos);
        Assert.Equal(expected, queue.Enqueue(queued, _sink, mayGrow));
        return message;
    }

    private void AssertDropped(params Message[] messages) =>
        Assert.Equal(messages.Select(message => (message, DropCause.QueueFull)), _sink.Dropped);

    private static void AssertHolds(MessageQueue queue, params Message[] messages)
    {
        Assert.Equal(messages.Length, queue.Count);
        var held = new List<Message>();
        while (queue.TryDequeue(out QueuedMessage message))
        {
            held.Add(message.Message);
        }

        Assert.Equal(messages, held);
        Assert.Equal(0, queue.Bytes);
        Assert.Equal(0, queue.QoS0Count);
    }
}
