using Pmq.Broker.Messages;
using Pmq.Broker.Options;
using Pmq.Broker.Retained;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>What is retained, and what a new subscription finds.</summary>
public sealed class RetainedTests
{
    [Fact]
    [Mqtt5("MQTT-3.3.1-5")]
    public void A_message_with_retain_1_is_kept_and_replaces_the_one_before()
    {
        using var broker = new TestBroker();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "first", retain: true);
        publisher.Publish("t", "second", QoS.AtLeastOnce, retain: true);
        publisher.Publish("u", "other", retain: true);

        TestClient late = broker.Connect("s");
        late.Subscribe("t");

        Packet found = late.TakeMessage();
        Assert.Equal(("second", QoS.AtLeastOnce, true), (found.Text, found.QoS, found.Retain));
        Assert.Equal(0, late.Waiting);
        Assert.Equal(2, broker.Node.RetainedCount);
        late.Complete(found);
    }

    [Fact]
    [Mqtt5("MQTT-3.3.1-5")]
    public void A_retained_message_reaches_those_who_subscribe_already_as_well()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");

        broker.Connect("p").Publish("t", "now", retain: true);

        Assert.Equal(["now"], subscriber.TakeTexts());
    }

    [Fact]
    [Mqtt5("MQTT-3.3.1-6", "MQTT-3.3.1-7")]
    public void An_empty_message_with_retain_1_deletes_and_is_not_kept_itself()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "kept", retain: true);
        Assert.Equal(1, broker.Node.RetainedCount);

        publisher.Publish("t", "", retain: true);
        publisher.Publish("never/there", "", retain: true);

        Assert.Equal(["kept", ""], subscriber.TakeTexts());
        Assert.Equal(0, broker.Node.RetainedCount);
        TestClient late = broker.Connect("late");
        late.Subscribe("#");
        Assert.Equal(0, late.Waiting);
    }

    [Fact]
    [Mqtt5("MQTT-3.3.1-8")]
    public void A_message_with_retain_0_leaves_the_retained_one_alone()
    {
        using var broker = new TestBroker();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "kept", retain: true);
        publisher.Publish("t", "passing");
        publisher.Publish("t", "");
        publisher.Publish("u", "passing");

        TestClient late = broker.Connect("s");
        late.Subscribe("#");

        Assert.Equal(["kept"], late.TakeTexts());
    }

    [Theory]
    [InlineData("#", "a a/b a/b/c b")]
    [InlineData("+", "a b")]
    [InlineData("a/#", "a a/b a/b/c")]
    [InlineData("a/+", "a/b")]
    [InlineData("+/+/c", "a/b/c")]
    [InlineData("$SYS/#", "$SYS/x")]
    [InlineData("a/b", "a/b")]
    [InlineData("nothing/#", "")]
    public void A_filter_finds_every_retained_message_whose_topic_it_matches(string filter, string expected)
    {
        using var broker = new TestBroker();
        TestClient publisher = broker.Connect("p");
        foreach (string topic in (string[])["a", "a/b", "a/b/c", "b", "$SYS/x"])
        {
            publisher.Publish(topic, topic, retain: true);
        }

        TestClient late = broker.Connect("s");
        late.Subscribe(filter);

        Assert.Equal(expected, string.Join(' ', late.TakeTexts().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Retained_messages_come_after_suback_and_before_what_is_published_later()
    {
        using var broker = new TestBroker();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t/1", "kept", retain: true);
        TestClient subscriber = broker.Connect("s");

        subscriber.SendQuietly(Frames.Subscribe(1, "t/+", new SubscriptionOptions(QoS.AtMostOnce)));
        publisher.Publish("t/1", "first");
        publisher.Publish("t/1", "second");

        Assert.Equal(PacketType.Suback, subscriber.Take().Type);
        Assert.Equal("kept", subscriber.TakeMessage().Text);
        string[] rest = subscriber.TakeTexts();
        Assert.Equal("second", rest[^1]);
        Assert.True(rest.Length == 1 || rest is ["first", _]);
    }

    [Fact]
    public void An_expired_retained_message_is_neither_found_nor_kept()
    {
        using var broker = new TestBroker();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "short", retain: true, properties: Props.Of(PropertyId.MessageExpiryInterval, 10));
        publisher.Publish("u", "long", retain: true, properties: Props.Of(PropertyId.MessageExpiryInterval, 100));
        broker.Advance(TimeSpan.FromSeconds(4));

        TestClient first = broker.Connect("first");
        first.Subscribe("t");
        Assert.Equal(6u, first.TakeMessage().Number(PropertyId.MessageExpiryInterval));

        broker.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(1, broker.Node.RetainedCount);
        TestClient second = broker.Connect("second");
        second.Subscribe("#");
        Assert.Equal(["long"], second.TakeTexts());

        broker.Advance(TimeSpan.FromSeconds(100));
        Assert.Equal(0, broker.Node.RetainedCount);
    }

    [Fact]
    public void A_retained_message_that_was_replaced_takes_its_expiry_with_it()
    {
        using var broker = new TestBroker();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "short", retain: true, properties: Props.Of(PropertyId.MessageExpiryInterval, 5));
        publisher.Publish("t", "for ever", retain: true);

        broker.Advance(TimeSpan.FromSeconds(60));

        TestClient late = broker.Connect("s");
        late.Subscribe("t");
        Assert.Equal(["for ever"], late.TakeTexts());
    }

    [Fact]
    public void A_client_that_reads_gets_all_retained_messages_however_many_there_are()
    {
        const int count = 4000;
        using var broker = new TestBroker();
        TestClient publisher = broker.Connect("p");
        string payload = new('x', 100);
        publisher.Send(Frames.Join(Enumerable.Range(0, count).Select(
            i => Frames.Publish($"t/{i}", payload, retain: true))));
        TestClient late = broker.Connect("s");

        late.Subscribe("t/#");

        Assert.Equal(count, late.TakeTexts().Length);
        Assert.Equal(0, broker.Ledger.DroppedInAll);
    }

    [Fact]
    public void When_the_bound_is_reached_new_topics_are_not_retained_but_old_ones_go_on()
    {
        using var broker = new TestBroker(new BrokerOptions { Message = new MessageOptions { RetainedMax = 2 } });
        TestClient publisher = broker.Connect("p");
        publisher.Publish("a", "a1", retain: true);
        publisher.Publish("b", "b1", retain: true);
        publisher.Publish("c", "c1", retain: true);
        publisher.Publish("a", "a2", retain: true);

        TestClient late = broker.Connect("s");
        late.Subscribe("#");

        Assert.Equal(["a2", "b1"], late.TakeTexts().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Messages_that_were_replaced_are_not_held_until_they_would_have_expired()
    {
        var clock = new ManualClock();
        var scheduler = new ManualScheduler(clock);
        var services = new BrokerServices(
            new BrokerOptions(),
            new BrokerPorts { Clock = clock, Scheduler = scheduler, Random = new SeededRandom(1) });
        var retained = new RetainedMessages(services, services.Router);
        for (int i = 1; i <= 10_000; i++)
        {
            var traits = new MessageTraits(
                TopicLength: 1, QoS.AtMostOnce, Retain: true, IsMqtt5: false, ExpiresAt: i, Publisher: null);
            retained.Take(MessageBlockWriter.Write("t"u8, properties: [], payload: "x"u8, traits).First, pledge: null);
        }

        Assert.Equal(1, retained.Count);
        Assert.InRange(retained.ExpiringCount, 1, 100);
        clock.Advance(TimeSpan.FromTicks(10_000));
        retained.DropExpired();
        Assert.Equal((0, 0), (retained.Count, retained.ExpiringCount));
    }

    [Fact]
    public void A_retained_message_of_QoS_2_is_kept_once_it_was_taken_on()
    {
        using var broker = new TestBroker();
        TestClient publisher = broker.Connect("p");
        ushort id = publisher.Publish("t", "two", QoS.ExactlyOnce, retain: true);

        Packet pubrec = publisher.Take(PacketType.Pubrec);

        Assert.Equal((id, ReasonCode.Success), (pubrec.PacketId, pubrec.Reason));
        TestClient late = broker.Connect("s");
        late.Subscribe("t", QoS.AtLeastOnce);
        Packet found = late.TakeMessage();
        Assert.Equal(("two", QoS.AtLeastOnce), (found.Text, found.QoS));
    }
}
