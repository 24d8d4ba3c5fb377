using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>What the way of a QoS 0 message costs in memory.</summary>
public sealed class AllocationTests
{
    private const int Batch = 100;
    private const int MessageLength = 10;

    // Two bytes of fixed header, the topic with its length, no properties, the payload.
    private const int PacketLength = 2 + 7 + 1 + MessageLength;

    [Fact]
    public void A_batch_of_QoS_0_messages_allocates_one_block_of_their_packets_and_little_more()
    {
        Assert.InRange(BytesPerBatch(subscribers: 1, Batch), Batch * PacketLength, (Batch * PacketLength) + 400);
    }

    [Fact]
    public void Another_message_in_the_batch_allocates_its_packet_and_nothing_else()
    {
        double hundred = BytesPerBatch(subscribers: 1, Batch);
        double fourHundred = BytesPerBatch(subscribers: 1, 4 * Batch);

        Assert.InRange((fourHundred - hundred) / (3 * Batch), PacketLength - 0.5, PacketLength + 0.5);
    }

    [Fact]
    public void Another_subscriber_allocates_nothing_per_message()
    {
        double one = BytesPerBatch(subscribers: 1, Batch);
        double eleven = BytesPerBatch(subscribers: 11, Batch);

        // A mail per subscriber and batch, and what the test's own outlet takes.
        Assert.InRange((eleven - one) / 10, 0, 8 * Batch);
    }

    private static double BytesPerBatch(int subscribers, int messages)
    {
        using var broker = new TestBroker();
        var outlet = new CountingOutlet[subscribers];
        for (int i = 0; i < subscribers; i++)
        {
            outlet[i] = CountingOutlet.Subscribe(broker, $"s{i}", "topic");
        }

        var publisher = CountingOutlet.Connect(broker, "p");
        byte[] batch = Frames.Join(Enumerable.Repeat(Frames.Publish("topic", "0123456789"), messages));
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
        Assert.All(outlet, one => Assert.True(one.Written > 70 * messages * 19));
        return (double)allocated / rounds;
    }
}
