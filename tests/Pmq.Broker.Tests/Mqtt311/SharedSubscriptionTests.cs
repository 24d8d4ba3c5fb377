using Pmq.Broker.Options;
using Pmq.Broker.Routing;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>Shared subscriptions, which 3.x clients may use too.</summary>
public sealed class SharedSubscriptionTests
{
    [Theory]
    [InlineData(SharedStrategy.RoundRobin)]
    [InlineData(SharedStrategy.Random)]
    [InlineData(SharedStrategy.Sticky)]
    [InlineData(SharedStrategy.HashTopic)]
    [InlineData(SharedStrategy.HashPublisher)]
    [InlineData(SharedStrategy.LeastInflight)]
    [Seed("PMQ-06")]
    public void Each_message_goes_to_one_member_of_each_group_and_to_everybody_else(SharedStrategy strategy)
    {
        using var broker = new TestBroker(
            new BrokerOptions { Subscription = new SubscriptionLimits { SharedStrategy = strategy } });
        TestClient[] red = [.. Members(broker, "red", 3, "$share/red/t/+")];
        TestClient[] blue = [.. Members(broker, "blue", 2, "$share/blue/t/#")];
        TestClient alone = broker.Subscriber("alone", "t/1");

        foreach (int number in Enumerable.Range(1, 30))
        {
            broker.Say("t/1", $"{number}", (QoS)(number % 3));
        }

        int[] expected = [.. Enumerable.Range(1, 30)];
        Assert.Equal(expected, Numbers(red));
        Assert.Equal(expected, Numbers(blue));
        Assert.Equal(expected, Numbers([alone]));
    }

    [Fact]
    [Seed("PMQ-06")]
    public void Members_of_all_versions_share_and_take_turns()
    {
        using var broker = new TestBroker();
        ProtocolVersion[] versions = [ProtocolVersion.Mqtt31, ProtocolVersion.Mqtt311, ProtocolVersion.Mqtt5];
        TestClient[] members = [.. versions.Select(version => broker.Connect($"m{version}", version))];
        foreach (TestClient member in members)
        {
            Assert.Equal(ReasonCode.GrantedQoS1, Assert.Single(member.Subscribe("$share/g/t", QoS.AtLeastOnce).Codes));
        }

        foreach (int number in Enumerable.Range(0, 9))
        {
            broker.Say("t", $"{number}", QoS.AtLeastOnce);
        }

        Assert.All(members, member => Assert.Equal(3, member.ReceiveAll().Count));
    }

    [Fact]
    [Seed("PMQ-06")]
    public void A_member_that_unsubscribes_gets_nothing_more()
    {
        using var broker = new TestBroker();
        TestClient[] members = [.. Members(broker, "m", 2, "$share/g/t")];

        members[0].Unsubscribe("$share/g/t");
        broker.Say("t", "1");
        broker.Say("t", "2");

        Assert.Equal("", members[0].Texts());
        Assert.Equal("1 2", members[1].Texts());
    }

    [Fact]
    [Seed("HMQ-46")]
    public void A_queue_filter_is_one_group_without_a_name()
    {
        using var broker = new TestBroker();
        TestClient[] members = [.. Members(broker, "m", 2, "$queue/t/#")];
        TestClient[] others = [.. Members(broker, "o", 2, "$queue/t/1")];

        foreach (int number in Enumerable.Range(1, 10))
        {
            broker.Say("t/1", $"{number}", QoS.AtLeastOnce);
        }

        Assert.All(members, member => Assert.Equal(5, member.Waiting));
        int[] expected = [.. Enumerable.Range(1, 10)];
        Assert.Equal(expected, Numbers(members));
        Assert.Equal(expected, Numbers(others));
    }

    [Theory]
    [InlineData("$share/g/t")]
    [InlineData("$queue/t")]
    [Seed("HMQ-46")]
    public void Shared_subscriptions_get_no_retained_messages(string filter)
    {
        using var broker = new TestBroker();
        broker.Say("t", "x", retain: true);

        Assert.Equal(0, broker.Subscriber("c", filter).Waiting);
    }

    private static IEnumerable<TestClient> Members(TestBroker broker, string name, int count, string filter) =>
        Enumerable.Range(1, count).Select(number => broker.Subscriber($"{name}{number}", filter));

    private static int[] Numbers(TestClient[] clients) =>
    [
        .. clients.SelectMany(client => client.ReceiveAll())
            .Select(message => int.Parse(message.Text, System.Globalization.CultureInfo.InvariantCulture)).Order(),
    ];
}
