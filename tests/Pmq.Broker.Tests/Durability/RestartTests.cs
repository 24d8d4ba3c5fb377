using Pmq.Broker.Durability;
using Pmq.Broker.Options;
using Pmq.Broker.Tests.Mqtt5.Messaging;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>What a node has after a crash: everything that it said it had.</summary>
public sealed class RestartTests
{
    private readonly MemoryStoreContents _contents = new();

    [Fact]
    [Seed("ERL-07")]
    [Seed("GMQ-47")]
    public void A_kept_session_has_its_subscriptions_with_options_and_identifiers()
    {
        TestBroker broker = Begin();
        TestClient client = broker.ConnectKept("c");
        client.Subscribe(
            "a/+", new SubscriptionOptions(QoS.AtLeastOnce, retainAsPublished: true),
            Props.Of(PropertyId.SubscriptionIdentifier, 7));
        client.Subscribe("gone");
        client.Unsubscribe("gone");

        using TestBroker next = broker.Restart(_contents);
        TestClient again = next.Resume("c", out bool sessionPresent);
        next.Connect("p").Publish("a/b", "x", QoS.ExactlyOnce, retain: true);
        next.Connect("q").Publish("gone", "y");

        Assert.True(sessionPresent);
        Packet message = again.TakeMessage();
        Assert.Equal((QoS.AtLeastOnce, true), (message.QoS, message.Retain));
        Assert.Equal([7u], message.Numbers(PropertyId.SubscriptionIdentifier));
        Assert.Equal(0, again.Waiting);
    }

    [Fact]
    public void SUBACK_waits_for_the_store()
    {
        var store = new HeldStore(_contents);
        using TestBroker broker = StoredBroker.On(store);
        TestClient client = broker.ConnectKept("c");
        store.Holds = true;

        client.SendSubscribe([("t", new SubscriptionOptions(QoS.AtLeastOnce))]);
        Assert.Equal(0, client.Waiting);

        store.Answer(broker);
        client.Take(PacketType.Suback);
    }

    [Fact]
    public void A_clean_session_is_gone()
    {
        TestBroker broker = Begin();
        broker.Connect("c").Subscribe("t");

        using TestBroker next = broker.Restart(_contents);

        Assert.Empty(next.Sessions);
        Assert.Equal(0, next.Node.SubscriptionCount);
    }

    [Fact]
    public void A_clean_start_is_answered_when_the_store_has_forgotten_the_old_session()
    {
        var store = new HeldStore(_contents);
        TestBroker broker = StoredBroker.On(store);
        TestClient client = broker.ConnectKept("c");
        client.Subscribe("t");
        client.Drop();
        broker.AfterCommitDelay();
        store.Holds = true;

        TestClient clean = broker.Open();
        clean.SendConnect(new ConnectSettings { ClientId = "c" });
        Assert.Equal(0, clean.Waiting);

        store.Answer(broker);
        Assert.False(clean.Take(PacketType.Connack).SessionPresent);
        using TestBroker next = broker.Restart(_contents);
        next.Resume("c", out bool sessionPresent);
        Assert.False(sessionPresent);
    }

    [Fact]
    public void A_session_expires_at_its_time_although_the_node_was_away_in_between()
    {
        TestBroker broker = Begin();
        TestClient client = broker.Connect(new ConnectSettings
        {
            ClientId = "c",
            Properties = Props.Of(PropertyId.SessionExpiryInterval, 100),
        });
        client.Subscribe("t");
        client.Drop();
        broker.AfterCommitDelay();
        broker.Clock.Advance(TimeSpan.FromSeconds(60));

        using TestBroker next = broker.Restart(_contents);
        Assert.Single(next.Sessions);
        next.Advance(TimeSpan.FromSeconds(39));
        Assert.Single(next.Sessions);
        next.Advance(TimeSpan.FromSeconds(2));
        Assert.Empty(next.Sessions);
    }

    [Fact]
    public void A_session_whose_time_passed_while_the_node_was_away_is_gone()
    {
        TestBroker broker = Begin();
        TestClient client = broker.Connect(new ConnectSettings
        {
            ClientId = "c",
            Properties = Props.Of(PropertyId.SessionExpiryInterval, 100),
        });
        client.Drop();
        broker.AfterCommitDelay();
        broker.Clock.Advance(TimeSpan.FromSeconds(200));

        using TestBroker next = broker.Restart(_contents);
        next.Run();
        Assert.Empty(next.Sessions);
        using TestBroker afterwards = next.Restart(_contents);
        Assert.Equal(0, afterwards.Node.SessionCount);
    }

    [Fact]
    public void Retained_messages_are_there_and_deleted_ones_are_not()
    {
        TestBroker broker = Begin();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("kept", "old", QoS.AtLeastOnce, retain: true);
        publisher.Publish("kept", "new", QoS.AtLeastOnce, retain: true);
        publisher.Publish("deleted", "x", QoS.AtLeastOnce, retain: true);
        publisher.Publish("deleted", "", QoS.AtLeastOnce, retain: true);
        publisher.Publish("zero", "z", QoS.AtMostOnce, retain: true);
        broker.AfterCommitDelay();

        using TestBroker next = broker.Restart(_contents);
        TestClient subscriber = next.Connect("s");
        subscriber.Subscribe("#", QoS.AtMostOnce);

        Assert.Equal(["new", "z"], subscriber.TakeTexts().Order());
    }

    [Fact]
    public void A_topic_that_changes_faster_than_the_disk_is_written_as_it_is_in_the_end()
    {
        var store = new HeldStore(_contents);
        TestBroker broker = StoredBroker.On(store);
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i <= 100; i++)
        {
            publisher.Publish("t", i.ToString(System.Globalization.CultureInfo.InvariantCulture), retain: true);
            publisher.Publish("deleted", i == 100 ? "" : "x", retain: true);
        }

        broker.AfterCommitDelay();
        Assert.Equal(2, store.Committed.Sum(batch => batch.Retained.Count));
        using TestBroker next = broker.Restart(_contents);
        TestClient subscriber = next.Connect("s");
        subscriber.Subscribe("#");
        Assert.Equal(["100"], subscriber.TakeTexts());
    }

    [Fact]
    public void The_last_value_stays_the_last_whoever_waits_for_the_store()
    {
        var store = new HeldStore(_contents);
        TestBroker broker = StoredBroker.On(store);
        TestClient publisher = broker.Connect("p");
        store.Holds = true;
        publisher.Publish("t", "one", retain: true);
        publisher.Publish("t", "two", QoS.AtLeastOnce, retain: true);
        publisher.Publish("t", "three", retain: true);
        broker.AfterCommitDelay();
        store.Holds = false;
        store.Answer(broker);
        broker.AfterCommitDelay();

        using TestBroker next = broker.Restart(_contents);
        TestClient subscriber = next.Connect("s");
        subscriber.Subscribe("t");
        Assert.Equal(["three"], subscriber.TakeTexts());
    }

    [Fact]
    public void PUBACK_of_a_retained_message_waits_for_the_store()
    {
        var store = new HeldStore(_contents) { Holds = true };
        using TestBroker broker = StoredBroker.On(store);
        TestClient publisher = broker.Connect("p");

        publisher.Publish("t", "x", QoS.AtLeastOnce, retain: true, packetId: 3);
        Assert.Equal(0, publisher.Waiting);

        store.Answer(broker);
        Assert.Equal(3, publisher.Take(PacketType.Puback).PacketId);
    }

    [Fact]
    public void A_retained_message_expires_at_its_time()
    {
        TestBroker broker = Begin();
        broker.Connect("p").Publish(
            "t", "x", QoS.AtLeastOnce, retain: true, properties: Props.Of(PropertyId.MessageExpiryInterval, 10));
        broker.Clock.Advance(TimeSpan.FromSeconds(6));

        using TestBroker next = broker.Restart(_contents);
        TestClient early = next.Connect("early");
        early.Subscribe("t");
        Assert.Equal(4u, early.TakeMessage().Number(PropertyId.MessageExpiryInterval));
        next.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, next.Node.RetainedCount);
    }

    [Fact]
    public void No_local_holds_for_retained_messages_of_before()
    {
        TestBroker broker = Begin();
        broker.Connect("me").Publish("t", "mine", QoS.AtLeastOnce, retain: true);

        using TestBroker next = broker.Restart(_contents);
        TestClient me = next.Connect("me");
        me.Subscribe("t", new SubscriptionOptions(QoS.AtLeastOnce, noLocal: true));
        Assert.Equal(0, me.Waiting);
    }

    [Fact]
    public void The_will_of_a_client_that_was_connected_is_published()
    {
        TestBroker broker = Begin();
        TestClient watcher = broker.ConnectKept("watcher");
        watcher.Subscribe("will");
        broker.Connect(WithWill("c", sessionExpiry: 0, delay: 0));
        broker.AfterCommitDelay();

        using TestBroker next = broker.Restart(_contents);
        Assert.Equal(["gone"], next.Resume("watcher", out _).TakeTexts());
        next.AfterCommitDelay();
        using TestBroker afterwards = next.Restart(_contents);
        Assert.Single(afterwards.Sessions);
    }

    [Fact]
    public void A_will_is_published_when_everything_was_read_and_what_follows_is_committed()
    {
        TestBroker broker = Begin();
        broker.ConnectKept("watcher").Subscribe("will");
        broker.Connect(WithWill("kept", sessionExpiry: 600, delay: 0));
        broker.Connect(WithWill("clean", sessionExpiry: 0, delay: 0));
        broker.AfterCommitDelay();

        using var next = new TestBroker(
            broker.Node.Options,
            ports => ports with
            {
                Store = new SlowlyReadStore(new MemoryStore(_contents), (ManualScheduler)ports.Scheduler),
            },
            clock: broker.Clock);

        Assert.Equal(["gone", "gone"], next.Resume("watcher", out _).TakeTexts());
        Assert.Null(next.Node.StoreTrouble);
    }

    [Fact]
    public void A_delayed_will_waits_for_its_delay_and_a_client_that_returns_takes_it_back()
    {
        TestBroker broker = Begin();
        broker.ConnectKept("watcher").Subscribe("will");
        broker.Connect(WithWill("late", sessionExpiry: 600, delay: 60));
        broker.Connect(WithWill("back", sessionExpiry: 600, delay: 60));
        broker.AfterCommitDelay();

        using TestBroker next = broker.Restart(_contents);
        TestClient watcher = next.Resume("watcher", out _);
        next.Resume("back", out _);
        next.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal(0, watcher.Waiting);
        next.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(["gone"], watcher.TakeTexts());
    }

    [Fact]
    public void A_will_that_was_taken_back_is_not_published()
    {
        TestBroker broker = Begin();
        broker.ConnectKept("watcher").Subscribe("will");
        TestClient client = broker.Connect(WithWill("c", sessionExpiry: 600, delay: 0));
        broker.AfterCommitDelay();
        client.Disconnect();
        broker.AfterCommitDelay();

        using TestBroker next = broker.Restart(_contents);
        Assert.Equal(0, next.Resume("watcher", out _).Waiting);
    }

    [Fact]
    public void A_will_that_was_published_is_not_published_again()
    {
        TestBroker broker = Begin();
        broker.ConnectKept("watcher").Subscribe("will");
        TestClient client = broker.Connect(WithWill("c", sessionExpiry: 600, delay: 0));
        broker.AfterCommitDelay();
        client.Drop();
        broker.Advance(TimeSpan.FromSeconds(1));

        using TestBroker next = broker.Restart(_contents);
        Assert.Equal(["gone"], next.Resume("watcher", out _).TakeTexts());
    }

    [Fact]
    public void A_QoS_2_message_that_was_not_released_is_not_taken_twice()
    {
        TestBroker broker = Begin();
        TestClient subscriber = broker.ConnectKept("s");
        subscriber.Subscribe("t", QoS.AtLeastOnce);
        subscriber.Drop();
        TestClient publisher = broker.ConnectKept("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 5);

        using TestBroker next = broker.Restart(_contents);
        TestClient again = next.Resume("p", out _);
        again.Publish("t", "x", QoS.ExactlyOnce, packetId: 5, dup: true);

        Assert.Equal(5, again.Take(PacketType.Pubrec).PacketId);
        Assert.Equal(["x"], next.Resume("s", out _).TakeTexts());
    }

    [Fact]
    public void Messages_of_topics_that_stay_in_memory_are_answered_at_once_and_gone_after_a_crash()
    {
        var store = new HeldStore(_contents);
        var options = new BrokerOptions { Store = new StoreOptions { MemoryFilters = "volatile/#, also/+/this" } };
        TestBroker broker = StoredBroker.On(store, options);
        TestClient subscriber = broker.ConnectKept("s");
        subscriber.Subscribe("#", QoS.AtLeastOnce);
        subscriber.Drop();
        TestClient publisher = broker.Connect("p");
        store.Holds = true;
        publisher.Publish("volatile/x", "one", QoS.AtLeastOnce, packetId: 1);
        publisher.Publish("also/not/this", "two", QoS.AtLeastOnce, retain: true, packetId: 2);
        Assert.Equal(2, publisher.TakeAll().Count);
        store.Holds = false;
        publisher.Publish("kept", "three", QoS.AtLeastOnce);

        TestClient here = broker.Resume("s", out _);
        Assert.Equal(["one", "two", "three"], here.TakeTexts());
        using TestBroker next = broker.Restart(_contents);
        Assert.Equal(["three"], next.Resume("s", out _).TakeTexts());
        Assert.Equal(0, next.Node.RetainedCount);
    }

    [Fact]
    public void A_graceful_stop_waits_until_everything_is_stored()
    {
        var store = new HeldStore(_contents);
        using TestBroker broker = StoredBroker.On(store);
        broker.ConnectKept("c");
        store.Holds = true;
        bool stopped = false;

        broker.Node.Stop(() => stopped = true);
        broker.Run();
        Assert.False(stopped);

        store.Answer(broker);
        Assert.True(stopped);
    }

    private TestBroker Begin() => StoredBroker.On(new MemoryStore(_contents));

    private static ConnectSettings WithWill(string clientId, uint sessionExpiry, uint delay) => new()
    {
        ClientId = clientId,
        CleanStart = false,
        Properties = Props.Of(PropertyId.SessionExpiryInterval, sessionExpiry),
        Will = new WillSettings(
            "will", "gone", QoS.AtLeastOnce, Properties: Props.Of(PropertyId.WillDelayInterval, delay)),
    };
}
