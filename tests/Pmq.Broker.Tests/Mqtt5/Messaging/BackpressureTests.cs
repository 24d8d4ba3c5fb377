using Pmq.Broker.Accounting;
using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>Slow readers, full memory, long batches: who pays, and that nothing is lost where it need not be.</summary>
public sealed class BackpressureTests
{
    [Fact]
    public void Above_the_high_mark_publishers_are_not_read_from_and_below_the_low_mark_they_are_again()
    {
        using var broker = new TestBroker(new BrokerOptions
        {
            Memory = new MemoryOptions { HighBytes = 20_000, LowBytes = 5_000, FullBytes = 1_000_000 },
        });
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t", QoS.AtLeastOnce);
        TestClient publisher = broker.Connect("p");
        string payload = new('x', 1000);
        subscriber.StopReading();
        for (int i = 0; i < 40; i++)
        {
            publisher.SendQuietly(Frames.Publish("t", payload, QoS.AtLeastOnce, (ushort)(i + 1)));
            broker.Run();
        }

        Assert.True(publisher.IsPaused);
        Assert.InRange(broker.Node.QueuedBytes, 20_000, 25_000);
        Assert.InRange(broker.Ledger.Received, 15, 30);

        subscriber.ReadAgain();
        Assert.Equal(40, subscriber.DrainTexts().Count);
        Assert.False(publisher.IsPaused);
        Assert.Equal((40, 0), (broker.Ledger.Acknowledged, broker.Ledger.DroppedInAll));
        Assert.Equal(40, publisher.TakeAll().Count(packet => packet.Type == PacketType.Puback));
    }

    [Fact]
    public void Above_the_full_mark_queues_stop_growing()
    {
        using var broker = new TestBroker(new BrokerOptions
        {
            Memory = new MemoryOptions { HighBytes = 10_000, LowBytes = 5_000, FullBytes = 15_000 },
        });
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        kept.Drop();
        byte[] frame = Frames.Publish("t", new string('x', 1000), QoS.AtLeastOnce, 1);

        // Each publisher is paused after its first message, but new ones keep coming.
        for (int i = 0; i < 40; i++)
        {
            broker.Connect($"p{i}").Send(frame);
        }

        Assert.InRange(broker.Node.QueuedBytes, 10_000, 17_000);
        Assert.True(broker.Ledger.Dropped(DropCause.QueueFull) > 20);
    }

    [Fact]
    public void A_slow_reader_costs_only_itself()
    {
        using var broker = new TestBroker();
        TestClient slow = broker.Connect("slow");
        slow.Subscribe("t");
        TestClient fast = broker.Connect("fast");
        fast.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        slow.StopReading();
        for (int i = 0; i < 3000; i++)
        {
            publisher.Publish("t", $"{i}");
        }

        Assert.Equal(3000, fast.TakeTexts().Length);
        Assert.False(publisher.IsPaused);

        // It has what its queue holds, the newest, and what the broker had written before it noticed.
        slow.ReadAgain();
        string[] got = slow.TakeTexts();
        Assert.Equal("2999", got[^1]);
        Assert.InRange(got.Length, 1000, 1010);
        Assert.Equal(3000 - got.Length, broker.Ledger.Dropped(DropCause.QueueFull));
    }

    [Fact]
    public void A_reader_that_pauses_misses_nothing_as_long_as_its_queue_holds_it()
    {
        using var broker = new TestBroker();
        TestClient slow = broker.Connect("slow");
        slow.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        string[] expected = [.. Enumerable.Range(0, 900).Select(i => $"{i}")];
        slow.StopReading();
        foreach (string text in expected)
        {
            publisher.Publish("t", text, QoS.AtLeastOnce);
        }

        slow.ReadAgain();

        Assert.Equal(expected, slow.DrainTexts());
    }

    [Fact]
    public void A_publisher_waits_for_a_session_whose_turn_does_not_come()
    {
        using var broker = new TestBroker(
            new BrokerOptions { Turn = new TurnOptions { BacklogMax = 10, MailsMax = 1 } });
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t/#");
        TestClient publisher = broker.Connect("p");

        // Topics that change make each message a mail of its own.
        publisher.SendQuietly(Frames.Join(Enumerable.Range(0, 30).Select(i => Frames.Publish($"t/{i % 2}", $"{i}"))));
        publisher.SendQuietly(Frames.Publish("t/0", "after"));
        broker.Scheduler.RunOne();
        Assert.True(publisher.IsPaused);

        broker.Run();
        Assert.False(publisher.IsPaused);
        Assert.Equal(31, subscriber.TakeTexts().Length);
    }

    [Fact]
    public void A_huge_batch_of_one_publisher_lets_another_s_message_go_first()
    {
        using var broker = new TestBroker(new BrokerOptions { Turn = new TurnOptions { ReadBytesMax = 4096 } });
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("#");
        TestClient greedy = broker.Connect("greedy");
        TestClient modest = broker.Connect("modest");

        greedy.SendQuietly(Frames.Join(Enumerable.Repeat(Frames.Publish("greedy", new string('x', 1000)), 200)));
        modest.SendQuietly(Frames.Publish("modest", "x"));
        broker.Run();

        string[] topics = [.. subscriber.TakeAll().Select(message => message.Topic)];
        Assert.Equal(201, topics.Length);
        Assert.InRange(Array.IndexOf(topics, "modest"), 0, 10);
    }

    [Fact]
    public void A_session_with_much_to_write_lets_others_write_in_between()
    {
        using var broker = new TestBroker(new BrokerOptions { Turn = new TurnOptions { WriteBytesMax = 4096 } });
        TestClient busy = broker.Connect("busy");
        busy.Subscribe("busy");
        TestClient other = broker.Connect("other");
        other.Subscribe("other");
        TestClient publisher = broker.Connect("p");
        int flushes = busy.Flushes;

        publisher.SendQuietly(Frames.Join(
        [
            .. Enumerable.Repeat(Frames.Publish("busy", new string('x', 1000)), 100), Frames.Publish("other", "x"),
        ]));
        int turns = 0;
        while (other.Waiting == 0)
        {
            Assert.True(broker.Scheduler.RunOne());
            Assert.InRange(++turns, 1, 5);
        }

        broker.Run();
        Assert.Equal(100, busy.TakeTexts().Length);

        // Four or five messages a turn, and a flush for each.
        Assert.InRange(busy.Flushes - flushes, 20, 26);
    }
}
