using Pmq.Broker.Accounting;
using Pmq.Broker.Options;
using Pmq.Broker.Routing;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>Shared subscriptions: who gets what, and what becomes of it when a member leaves.</summary>
[Seed("ERL-13")]
public sealed class SharedSubscriptionTests
{
    public static TheoryData<SharedStrategy> Strategies() => [.. Enum.GetValues<SharedStrategy>()];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void With_every_strategy_each_message_goes_to_one_member(SharedStrategy strategy)
    {
        using var broker = new TestBroker(With(strategy));
        TestClient[] members = Members(broker, "$share/g/t/#", 3, QoS.AtLeastOnce);
        TestClient publisher = broker.Connect("p");
        publisher.Send(Frames.Join(
            Enumerable.Range(0, 90).Select(i => Frames.Publish($"t/{i}", $"{i}", QoS.AtLeastOnce, (ushort)(i + 1)))));

        string[][] got = [.. members.Select(member => member.DrainTexts().ToArray())];

        Assert.Equal(90, got.SelectMany(texts => texts).Distinct().Count());
        Assert.Equal(90, got.Sum(texts => texts.Length));
        switch (strategy)
        {
            case SharedStrategy.RoundRobin:
                Assert.All(got, texts => Assert.Equal(30, texts.Length));
                break;
            case SharedStrategy.Sticky or SharedStrategy.HashPublisher:
                Assert.Single(got, texts => texts.Length == 90);
                break;
            default:
                Assert.All(got, texts => Assert.InRange(texts.Length, 10, 60));
                break;
        }
    }

    [Theory]
    [InlineData(SharedStrategy.HashTopic)]
    [InlineData(SharedStrategy.HashPublisher)]
    [InlineData(SharedStrategy.Sticky)]
    public void Some_strategies_keep_a_topic_or_a_publisher_with_one_member(SharedStrategy strategy)
    {
        using var broker = new TestBroker(With(strategy));
        TestClient[] members = Members(broker, "$share/g/t/#", 4, QoS.AtMostOnce);
        for (int publisher = 0; publisher < 5; publisher++)
        {
            TestClient client = broker.Connect($"p{publisher}");
            for (int i = 0; i < 4; i++)
            {
                client.Publish("t/same", $"{publisher}");
            }
        }

        string[][] got = [.. members.Select(member => member.TakeTexts())];
        Assert.Equal(20, got.Sum(texts => texts.Length));
        if (strategy == SharedStrategy.HashPublisher)
        {
            Assert.All(got, texts => Assert.All(texts.GroupBy(text => text), group => Assert.Equal(4, group.Count())));
        }
        else
        {
            Assert.Single(got, texts => texts.Length == 20);
        }
    }

    [Fact]
    [Seed("ERL-14")]
    public void Groups_of_different_names_filters_and_forms_each_get_every_message()
    {
        using var broker = new TestBroker();
        string[] filters = ["$share/g/t", "$share/h/t", "$share/g/+", "$queue/t", "$share/straße/t", "t"];
        TestClient[][] groups =
            [.. filters.Select((filter, i) => Members(broker, filter, i == 5 ? 1 : 2, QoS.AtMostOnce, $"{i}"))];
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 4; i++)
        {
            publisher.Publish("t", $"{i}");
        }

        Assert.All(groups, group => Assert.Equal(
            ["0", "1", "2", "3"], group.SelectMany(member => member.TakeTexts()).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [Seed("ERL-14")]
    [InlineData("$share/g/t", ProtocolVersion.Mqtt31)]
    [InlineData("$share/g/t", ProtocolVersion.Mqtt311)]
    [InlineData("$queue/t", ProtocolVersion.Mqtt311)]
    [InlineData("$queue/t", ProtocolVersion.Mqtt5)]
    public void Clients_of_all_versions_share(string filter, ProtocolVersion version)
    {
        using var broker = new TestBroker();
        TestClient first = broker.Connect("first", version);
        TestClient second = broker.Connect("second");
        Assert.Equal([ReasonCode.GrantedQoS1], first.Subscribe(filter, QoS.AtLeastOnce).Codes);
        second.Subscribe(filter, QoS.AtLeastOnce);
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 10; i++)
        {
            publisher.Publish("t", $"{i}", QoS.AtLeastOnce);
        }

        string[] got = [.. first.DrainTexts(), .. second.DrainTexts()];
        Assert.Equal(10, got.Distinct().Count());
        Assert.Equal(10, got.Length);
        Assert.Equal([ReasonCode.Success], second.Unsubscribe(filter).Codes);
        publisher.Publish("t", "last");
        Assert.Equal(["last"], first.TakeTexts());
    }

    [Fact]
    [Mqtt5("MQTT-4.8.2-3")]
    public void Each_member_has_the_QoS_it_was_granted()
    {
        using var broker = new TestBroker();
        TestClient zero = broker.Connect("zero");
        zero.Subscribe("$share/g/t", QoS.AtMostOnce);
        TestClient one = broker.Connect("one");
        one.Subscribe("$share/g/t", QoS.AtLeastOnce);
        TestClient two = broker.Connect("two");
        two.Subscribe("$share/g/t", QoS.ExactlyOnce);
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 9; i++)
        {
            publisher.Publish("t", "x", QoS.ExactlyOnce);
        }

        Assert.Equal([0, 0, 0], zero.TakeAll().Select(message => (int)message.QoS));
        Assert.Equal([1, 1, 1], one.TakeAll().Select(message => (int)message.QoS));
        Assert.Equal([2, 2, 2], two.TakeAll().Select(message => (int)message.QoS));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void A_member_that_is_connected_is_preferred_to_one_that_is_away(SharedStrategy strategy)
    {
        using var broker = new TestBroker(With(strategy));
        TestClient away = broker.ConnectKept("away");
        away.Subscribe("$share/g/t");
        TestClient here = broker.ConnectKept("here");
        here.Subscribe("$share/g/t");
        away.Drop();
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 6; i++)
        {
            publisher.Publish("t", "x", QoS.AtLeastOnce);
        }

        Assert.Equal(6, here.DrainTexts().Count);
        here.Drop();

        // With nobody connected somebody's queue keeps it.
        publisher.Publish("t", "kept", QoS.AtLeastOnce);
        Assert.Equal(
            ["kept"], [.. broker.ConnectKept("away").DrainTexts(), .. broker.ConnectKept("here").DrainTexts()]);
    }

    [Fact]
    public void A_member_that_loses_its_connection_hands_what_it_had_not_acknowledged_to_one_that_is_connected()
    {
        using var broker = new TestBroker();
        TestClient leaving = broker.ConnectKept("leaving", receiveMaximum: 2);
        leaving.Subscribe("$share/g/t", QoS.AtLeastOnce);
        TestClient publisher = broker.Connect("p");
        for (int i = 0; i < 5; i++)
        {
            publisher.Publish("t", $"{i}", QoS.AtLeastOnce);
        }

        leaving.Answer(leaving.TakeMessage());
        TestClient staying = broker.Connect("staying");
        staying.Subscribe("$share/g/t", QoS.AtLeastOnce);

        leaving.Drop();

        Assert.Equal(["1", "2", "3", "4"], staying.DrainTexts());
        Assert.Equal(0, broker.ConnectKept("leaving").Waiting);
        Assert.Equal((5, 0), (broker.Ledger.Acknowledged, broker.Ledger.Queued));
    }

    [Fact]
    public void With_nobody_else_connected_a_member_keeps_what_it_has_until_its_session_ends()
    {
        using var broker = new TestBroker();
        TestClient other = broker.ConnectKept("other");
        other.Subscribe("$share/g/t", QoS.AtLeastOnce);
        other.Drop();
        TestClient member = broker.ConnectWith("m", Props.Of(PropertyId.SessionExpiryInterval, 60), cleanStart: false);
        member.Subscribe("$share/g/t", QoS.AtLeastOnce);
        broker.Connect("p").Publish("t", "x", QoS.AtLeastOnce);
        member.Drop();

        member = broker.ConnectWith("m", Props.Of(PropertyId.SessionExpiryInterval, 60), cleanStart: false);
        Assert.True(member.TakeMessage().Dup);
        member.Drop();

        // When it ends, even one that is away takes it.
        broker.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal(["x"], broker.ConnectKept("other").DrainTexts());
    }

    [Fact]
    [Mqtt5("MQTT-4.8.2-4")]
    public void A_QoS_2_message_that_was_begun_waits_for_its_member_to_return()
    {
        using var broker = new TestBroker();
        TestClient member = broker.ConnectKept("m");
        member.Subscribe("$share/g/t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "sent", QoS.ExactlyOnce);
        publisher.Publish("t", "received", QoS.ExactlyOnce);
        Packet sent = member.TakeMessage();
        Packet received = member.TakeMessage();
        member.Acknowledge(PacketType.Pubrec, received.PacketId);
        TestClient other = broker.Connect("other");
        other.Subscribe("$share/g/t");

        member.Drop();
        Assert.Equal(0, other.Waiting);

        member = broker.ConnectKept("m");
        Packet again = member.TakeMessage();
        Assert.Equal((sent.PacketId, "sent", true), (again.PacketId, again.Text, again.Dup));
        Assert.Equal(received.PacketId, member.Take(PacketType.Pubrel).PacketId);
        member.Acknowledge(PacketType.Pubcomp, received.PacketId);
        member.Complete(again);
        Assert.Equal((2, 0, 0), (broker.Ledger.Acknowledged, broker.Ledger.Queued, other.Waiting));
    }

    [Fact]
    [Mqtt5("MQTT-4.8.2-5")]
    public void A_QoS_2_message_that_was_begun_is_not_given_to_another_when_the_session_ends()
    {
        using var broker = new TestBroker();
        TestClient member = broker.Connect("m");
        member.Subscribe("$share/g/t");
        broker.Connect("p").Publish("t", "x", QoS.ExactlyOnce);
        member.TakeMessage();
        TestClient other = broker.Connect("other");
        other.Subscribe("$share/g/t");

        member.Drop();

        Assert.Equal(0, other.Waiting);
        Assert.Equal(1, broker.Ledger.Dropped(DropCause.SessionEnded));
    }

    [Fact]
    public void A_QoS_2_message_that_was_not_begun_is_given_to_another()
    {
        using var broker = new TestBroker();
        TestClient member = broker.ConnectWith("m", Props.Of(PropertyId.ReceiveMaximum, 1));
        member.Subscribe("$share/g/t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "begun", QoS.ExactlyOnce);
        publisher.Publish("t", "waiting", QoS.ExactlyOnce);
        TestClient other = broker.Connect("other");
        other.Subscribe("$share/g/t");

        member.Drop();

        Assert.Equal(["waiting"], other.DrainTexts());
    }

    [Theory]
    [InlineData(QoS.AtLeastOnce, PacketType.Puback)]
    [InlineData(QoS.ExactlyOnce, PacketType.Pubrec)]
    [Mqtt5("MQTT-4.8.2-6")]
    public void A_message_that_a_member_refused_is_dropped_and_not_given_to_another(QoS qos, PacketType answer)
    {
        using var broker = new TestBroker();
        TestClient member = broker.Connect("m");
        member.Subscribe("$share/g/t", qos);
        broker.Connect("p").Publish("t", "x", qos);
        TestClient other = broker.Connect("other");
        other.Subscribe("$share/g/t", qos);

        member.Acknowledge(answer, member.TakeMessage().PacketId, ReasonCode.UnspecifiedError);
        member.Drop();

        Assert.Equal(0, other.Waiting);
        Assert.Equal(1, broker.Ledger.Dropped(DropCause.Refused));
    }

    private static BrokerOptions With(SharedStrategy strategy) => new()
    {
        Subscription = new SubscriptionLimits { SharedStrategy = strategy },
        Session = new SessionOptions { InflightMax = 1000 },
    };

    private static TestClient[] Members(TestBroker broker, string filter, int count, QoS qos, string prefix = "")
    {
        TestClient[] members = [.. Enumerable.Range(0, count).Select(i => broker.Connect($"member{prefix}-{i}"))];
        foreach (TestClient member in members)
        {
            member.Subscribe(filter, qos);
        }

        return members;
    }
}
