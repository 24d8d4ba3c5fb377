using Pmq.Broker.Messages;
using Pmq.Broker.Outbound;
using Pmq.Protocol;
using Xunit.Abstractions;

namespace Pmq.Broker.Tests.Outbound;

/// <summary>The queue does under random operations what a list does.</summary>
public sealed class MessageQueueModelTests(ITestOutputHelper output)
{
    private const int Steps = 12_000;

    private readonly RecordingSink _sink = new();

    [Theory]
    [InlineData(1, 1, 100_000, QueueOverflow.DropOldest)]
    [InlineData(2, 10, 100_000, QueueOverflow.DropOldest)]
    [InlineData(3, 0, 5_000, QueueOverflow.DropOldest)]
    [InlineData(4, 50, 8_000, QueueOverflow.DropOldest)]
    [InlineData(5, 0, 100_000, QueueOverflow.DropOldest)]
    [InlineData(6, 20, 3_000, QueueOverflow.DropNewest)]
    [InlineData(7, 20, 3_000, QueueOverflow.Disconnect)]
    public void It_agrees_with_the_model(int seed, int messagesMax, long bytesMax, QueueOverflow overflow) =>
        Compare(seed, messagesMax, bytesMax, overflow);

    [Fact]
    public void It_agrees_with_the_model_under_a_fresh_seed()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        Compare(seed, 30, 10_000, QueueOverflow.DropOldest);
    }

    private void Compare(int seed, int messagesMax, long bytesMax, QueueOverflow overflow)
    {
        var random = new Random(seed);
        var queue = new MessageQueue(messagesMax, bytesMax, overflow);
        var model = new NaiveQueue(messagesMax, bytesMax, overflow);
        for (int now = 0; now < Steps; now++)
        {
            // Phases in which it mostly fills and mostly drains.
            Step(random, queue, model, now, fillPercent: now / 1000 % 2 == 0 ? 70 : 40);
            Assert.Equal(model.Messages.Count, queue.Count);
            Assert.Equal(model.Messages.Count(message => message.QoS == QoS.AtMostOnce), queue.QoS0Count);
            Assert.Equal(model.Bytes, queue.Bytes);
            Assert.Equal(model.Dropped.Select(message => message.Message), _sink.Dropped.Select(drop => drop.Message));
            model.Dropped.Clear();
            _sink.Dropped.Clear();
        }
    }

    private void Step(Random random, MessageQueue queue, NaiveQueue model, int now, int fillPercent)
    {
        int choice = random.Next(100);
        if (choice < fillPercent)
        {
            QueuedMessage incoming = AnyMessage(random, now);
            Assert.Equal(model.Enqueue(incoming), queue.Enqueue(incoming, _sink));
        }
        else if (choice < 90)
        {
            bool any = model.TryTake(_ => true, out QueuedMessage expected);
            Assert.Equal(any, queue.TryPeek(out QueuedMessage first));
            Assert.Equal(any, queue.TryDequeue(out QueuedMessage message));
            Assert.Equal((expected, expected), (first, message));
        }
        else if (choice < 98)
        {
            bool any = model.TryTake(message => message.QoS == QoS.AtMostOnce, out QueuedMessage expected);
            Assert.Equal(any, queue.TryDequeueQoS0(out QueuedMessage message));
            Assert.Equal(expected, message);
        }
        else if (choice == 98)
        {
            model.RemoveExpired(now);
            queue.RemoveExpired(now, _sink);
        }
        else
        {
            queue.Trim();
        }
    }

    private static QueuedMessage AnyMessage(Random random, int now)
    {
        var qos = (QoS)random.Next(3);
        int payloadLength = random.Next(20) == 0 ? random.Next(6000) : random.Next(100);
        long expiresAt = random.Next(10) == 0 ? now + random.Next(200) : Message.NeverExpires;
        return new QueuedMessage(
            SilentTarget.MessageOf(payloadLength, qos, expiresAt), SilentTarget.AnyDelivery, qos);
    }
}
