using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>What the way of a QoS 0 message costs in memory.</summary>
public sealed class AllocationTests
{
    private const int Batch = 100;

    // The message: 72 bytes of object, and a block of 24 bytes, topic and payload, rounded up.
    private const int MessageBytes = 72 + 24 + 32;

    [Fact]
    public void A_QoS_0_message_allocates_its_own_block_and_little_more()
    {
        Assert.InRange(BytesPerMessage(subscribers: 1), 1, MessageBytes + 64);
    }

    [Fact]
    public void Another_subscriber_allocates_nothing_per_message()
    {
        double one = BytesPerMessage(subscribers: 1);
        double eleven = BytesPerMessage(subscribers: 11);

        // A mail per subscriber and batch, and what the test's own outlet takes.
        Assert.InRange((eleven - one) / 10, 0, 8);
    }

    private static double BytesPerMessage(int subscribers)
    {
        using var broker = new TestBroker();
        var outlet = new CountingOutlet[subscribers];
        for (int i = 0; i < subscribers; i++)
        {
            outlet[i] = CountingOutlet.Subscribe(broker, $"s{i}", "topic");
        }

        var publisher = CountingOutlet.Connect(broker, "p");
        byte[] batch = Frames.Join(Enumerable.Repeat(Frames.Publish("topic", "0123456789"), Batch));
        for (int i = 0; i < 20; i++)
        {
            publisher.Receive(batch);
            broker.Run();
        }

        const int rounds = 50;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < rounds; i++)
        {
            publisher.Receive(batch);
            broker.Run();
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.All(outlet, one => Assert.True(one.Written > 70 * Batch * 19));
        return (double)allocated / (rounds * Batch);
    }
}
