using System.Globalization;
using Pmq.Broker.Accounting;
using Pmq.Broker.Durability;
using Pmq.Broker.Options;
using Pmq.Broker.Outbound;
using Pmq.Broker.Tests.Mqtt5.Messaging;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>Messages for a session that is away lie in the store, not in memory, and come back page by page.</summary>
public sealed class BacklogTests
{
    private const int Many = 5000;

    private readonly MemoryStoreContents _contents = new();

    private static BrokerOptions Options { get; } = new()
    {
        Session = new SessionOptions { QueuedMessagesMax = 0 },
        Store = new StoreOptions { PageBytes = 4096 },
    };

    [Fact]
    public void Memory_does_not_hold_what_waits_for_an_offline_session()
    {
        using TestBroker broker = Fill(Many, out _);

        Assert.Equal(Many, broker.Sessions.Single(session => session.ClientId == "s").Queued);
        Assert.True(broker.Node.QueuedBytes < 100_000, $"{broker.Node.QueuedBytes} bytes are held");
    }

    [Fact]
    public void A_long_queue_comes_whole_and_in_its_order_with_what_is_published_meanwhile_behind_it()
    {
        using TestBroker broker = Fill(Many, out TestClient publisher);
        TestClient subscriber = broker.Resume("s", out _);
        List<string> got = [];
        for (int i = Many; got.Count < Many + 500; i++)
        {
            if (i < Many + 500)
            {
                publisher.Publish("t", Text(i), QoS.AtLeastOnce);
            }

            Take(subscriber, got);
            Assert.True(broker.Node.QueuedBytes < 200_000, $"{broker.Node.QueuedBytes} bytes are held");
        }

        Assert.Equal(Enumerable.Range(0, Many + 500).Select(Text), got);
        Assert.Equal(0, broker.Ledger.Queued);
    }

    [Fact]
    public void It_comes_whole_and_in_its_order_after_a_crash()
    {
        TestBroker broker = Fill(Many, out _);
        using TestBroker next = broker.Restart(_contents);
        Assert.Equal(Many, next.Sessions.Single(session => session.ClientId == "s").Queued);

        TestClient subscriber = next.Resume("s", out _);
        List<string> got = [];
        while (subscriber.Waiting > 0)
        {
            Take(subscriber, got);
        }

        Assert.Equal(Enumerable.Range(0, Many).Select(Text), got);
    }

    [Fact]
    public void What_a_slow_client_leaves_waiting_goes_to_the_store_too()
    {
        using TestBroker broker = StoredBroker.On(new MemoryStore(_contents), Options);
        TestClient subscriber = broker.ConnectKept("s");
        subscriber.Subscribe("t", QoS.AtLeastOnce);
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < Many; i++)
        {
            publisher.Publish("t", Text(i), QoS.AtLeastOnce);
            if (i % 100 == 0)
            {
                broker.AfterCommitDelay();
            }
        }

        Assert.True(broker.Node.QueuedBytes < 100_000, $"{broker.Node.QueuedBytes} bytes are held");
        List<string> got = [];
        while (subscriber.Waiting > 0)
        {
            Take(subscriber, got);
        }

        Assert.Equal(Enumerable.Range(0, Many).Select(Text), got);
    }

    [Fact]
    public void The_bound_of_the_queue_counts_what_is_in_the_store()
    {
        var options = Options with { Session = new SessionOptions { QueuedMessagesMax = 10 } };
        using TestBroker broker = StoredBroker.On(new MemoryStore(_contents), options);
        broker.LeaveOffline();
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 25; i++)
        {
            publisher.Publish("t", Text(i), QoS.AtLeastOnce);
        }

        Assert.Equal(15, broker.Ledger.Dropped(DropCause.QueueFull));
        TestClient subscriber = broker.Resume("s", out _);
        Assert.Equal(Enumerable.Range(15, 10).Select(Text), subscriber.TakeTexts());
    }

    [Fact]
    public void Dropping_the_newest_keeps_what_is_in_the_store()
    {
        var options = Options with
        {
            Session = new SessionOptions { QueuedMessagesMax = 10, QueueOverflow = QueueOverflow.DropNewest },
        };
        using TestBroker broker = StoredBroker.On(new MemoryStore(_contents), options);
        broker.LeaveOffline();
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 25; i++)
        {
            publisher.Publish("t", Text(i), QoS.AtLeastOnce);
        }

        Assert.Equal(25, publisher.TakeAll().Count);
        TestClient subscriber = broker.Resume("s", out _);
        Assert.Equal(Enumerable.Range(0, 10).Select(Text), subscriber.TakeTexts());
    }

    [Fact]
    public void While_the_store_does_not_answer_memory_counts_what_it_holds()
    {
        var store = new HeldStore(_contents);
        using TestBroker broker = StoredBroker.On(store, Options);
        broker.LeaveOffline();
        store.Holds = true;
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 100; i++)
        {
            publisher.Publish("t", new string('x', 1000), QoS.AtLeastOnce);
        }

        Assert.InRange(broker.Node.QueuedBytes, 100_000, 130_000);
        store.Holds = false;
        store.Answer(broker);
        Assert.Equal(0, broker.Node.QueuedBytes);
    }

    [Fact]
    public void Reading_that_fails_is_tried_again()
    {
        var store = new HeldStore(_contents);
        using TestBroker broker = StoredBroker.On(store, Options);
        broker.LeaveOffline();
        broker.Connect("p").Publish("t", "x", QoS.AtLeastOnce);
        store.Reading = StoreOutcome.Failed;
        TestClient subscriber = broker.Resume("s", out _);
        Assert.Equal(0, subscriber.Waiting);

        store.Reading = StoreOutcome.Committed;
        broker.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["x"], subscriber.TakeTexts());
    }

    [Fact]
    public void A_message_that_has_expired_in_the_store_is_not_sent()
    {
        using TestBroker broker = StoredBroker.On(new MemoryStore(_contents), Options);
        broker.LeaveOffline();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "short", QoS.AtLeastOnce, properties: Props.Of(PropertyId.MessageExpiryInterval, 10));
        publisher.Publish("t", "long", QoS.AtLeastOnce, properties: Props.Of(PropertyId.MessageExpiryInterval, 100));
        broker.Advance(TimeSpan.FromSeconds(30));

        Packet message = broker.Resume("s", out _).TakeMessage();
        Assert.Equal(("long", 70u), (message.Text, message.Number(PropertyId.MessageExpiryInterval)));
        Assert.Equal(1, broker.Ledger.Dropped(DropCause.Expired));
    }

    [Fact]
    public void A_session_that_is_ended_leaves_nothing_behind()
    {
        TestBroker broker = Fill(100, out _);
        broker.Node.EndClient("s", endSession: true);
        broker.Run();

        Assert.Equal((100, 0), (broker.Ledger.Dropped(DropCause.SessionEnded), broker.Ledger.Queued));
        using TestBroker next = broker.Restart(_contents);
        Assert.DoesNotContain(next.Sessions, session => session.ClientId == "s");
    }

    [Fact]
    public void One_block_for_several_sessions_reaches_each_after_a_crash()
    {
        TestBroker broker = StoredBroker.On(new MemoryStore(_contents), Options);
        broker.LeaveOffline("a");
        broker.LeaveOffline("b");
        TestClient publisher = broker.Connect("p");
        publisher.Send([
            .. publisher.PublishBytes("t", "one", QoS.AtLeastOnce, 1),
            .. publisher.PublishBytes("t", "two", QoS.AtLeastOnce, 2),
            .. publisher.PublishBytes("t", "three", QoS.AtLeastOnce, 3)]);
        Assert.Equal(3, publisher.TakeAll().Count);

        using TestBroker next = broker.Restart(_contents);
        Assert.Equal(["one", "two", "three"], next.Resume("a", out _).TakeTexts());
        Assert.Equal(["one", "two", "three"], next.Resume("b", out _).TakeTexts());
    }

    [Fact]
    public void Members_of_a_shared_group_that_are_kept_have_each_their_own_after_a_crash()
    {
        TestBroker broker = StoredBroker.On(new MemoryStore(_contents), Options);
        broker.LeaveOffline("a", "$share/g/t");
        broker.LeaveOffline("b", "$share/g/t");
        TestClient publisher = broker.Connect("p");
        List<byte> bytes = [];
        for (ushort i = 1; i <= 20; i++)
        {
            bytes.AddRange(publisher.PublishBytes("t", Text(i), QoS.AtLeastOnce, i));
        }

        publisher.Send([.. bytes]);
        Assert.Equal(20, publisher.TakeAll().Count);

        using TestBroker next = broker.Restart(_contents);
        string[] all = [.. next.Resume("a", out _).TakeTexts(), .. next.Resume("b", out _).TakeTexts()];
        Assert.Equal(Enumerable.Range(1, 20).Select(Text).Order(), all.Order());
    }

    [Fact]
    public void A_message_that_goes_to_another_member_is_in_the_store_until_that_one_has_it()
    {
        var store = new HeldStore(_contents);
        TestBroker broker = StoredBroker.On(store, Options);
        TestClient leaves = broker.ConnectKept("leaves");
        leaves.Subscribe("$share/g/t", QoS.AtLeastOnce);
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "x", QoS.AtLeastOnce);
        broker.AfterCommitDelay();
        TestClient stays = broker.ConnectKept("stays");
        stays.Subscribe("$share/g/t", QoS.AtLeastOnce);
        store.Holds = true;

        leaves.Drop();
        Assert.Equal("x", stays.TakeMessage().Text);
        using TestBroker next = broker.Restart(_contents);
        Assert.Equal(["x"], next.Resume("leaves", out _).TakeTexts());
    }

    private TestBroker Fill(int count, out TestClient publisher)
    {
        TestBroker broker = StoredBroker.On(new MemoryStore(_contents), Options);
        broker.LeaveOffline();
        publisher = broker.Connect("p");
        for (int i = 0; i < count; i++)
        {
            publisher.Publish("t", Text(i), QoS.AtLeastOnce);
        }

        Assert.Equal(count, publisher.TakeAll().Count);
        return broker;
    }

    private static void Take(TestClient subscriber, List<string> got)
    {
        foreach (Packet packet in subscriber.TakeAll())
        {
            if (packet.Type == PacketType.Publish)
            {
                got.Add(packet.Text);
                subscriber.Acknowledge(PacketType.Puback, packet.PacketId);
            }
        }
    }

    private static string Text(int i) => i.ToString(CultureInfo.InvariantCulture);
}
