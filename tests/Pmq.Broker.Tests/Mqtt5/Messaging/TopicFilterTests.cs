using System.Text;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>What filters may look like, and what they match.</summary>
public sealed class TopicFilterTests
{
    [Theory]
    [InlineData("a#")]
    [InlineData("a/#/b")]
    [InlineData("#/")]
    [InlineData("$share/g/a/#/b")]
    [Mqtt5("MQTT-4.7.1-1")]
    public void The_multi_level_wildcard_stands_alone_or_last_after_a_separator(string filter) => AssertEnds(filter);

    [Theory]
    [InlineData("a+")]
    [InlineData("+a")]
    [InlineData("a/+b/c")]
    [InlineData("++")]
    [Mqtt5("MQTT-4.7.1-2")]
    public void The_single_level_wildcard_fills_a_level(string filter) => AssertEnds(filter);

    [Theory]
    [InlineData("#", "a /a a/b a/b/c / //")]
    [InlineData("a/#", "a a/b a/b/c")]
    [InlineData("+", "a")]
    [InlineData("+/+", "/a a/b /")]
    [InlineData("/+", "/a /")]
    [InlineData("a/+/c", "a/b/c")]
    [InlineData("+/b/#", "a/b a/b/c")]
    [Mqtt5("MQTT-4.7.1-1", "MQTT-4.7.1-2")]
    public void Wildcards_match_levels(string filter, string expected) =>
        Assert.Equal(expected, Matches(filter, "a", "/a", "a/b", "a/b/c", "/", "//"));

    [Theory]
    [InlineData("#", "a/b")]
    [InlineData("+/b", "a/b")]
    [InlineData("$x/#", "$x/b")]
    [InlineData("$x/+", "$x/b")]
    [InlineData("$SYS/b", "$SYS/b")]
    [Mqtt5("MQTT-4.7.2-1")]
    public void A_leading_wildcard_does_not_match_topics_that_begin_with_a_dollar(string filter, string expected) =>
        Assert.Equal(expected, Matches(filter, "a/b", "$x/b", "$SYS/b"));

    [Theory]
    [InlineData("a", "a")]
    [InlineData("A", "A")]
    [InlineData("ä", "ä")]
    [InlineData("a\u0308", "a\u0308")]
    [InlineData("a/", "a/")]
    [InlineData("/a", "/a")]
    [Mqtt5("MQTT-4.7.3-4")]
    public void Nothing_is_normalised(string filter, string expected) =>
        Assert.Equal(expected, Matches(filter, "a", "A", "ä", "a\u0308", "a/", "/a"));

    [Fact]
    [Mqtt5("MQTT-4.7.3-1")]
    public void An_empty_filter_ends_the_connection() => AssertEnds("");

    [Fact]
    [Mqtt5("MQTT-4.7.3-2", "MQTT-3.8.3-1")]
    public void A_filter_with_the_null_character_ends_the_connection() =>
        AssertEnds([0x61, 0x00], ReasonCode.MalformedPacket);

    [Fact]
    [Mqtt5("MQTT-3.8.3-1")]
    public void A_filter_that_is_not_UTF_8_ends_the_connection() =>
        AssertEnds([0xC3, 0x28], ReasonCode.MalformedPacket);

    [Fact]
    [Mqtt5("MQTT-4.7.3-3")]
    public void A_topic_of_65535_bytes_passes()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("#");
        string topic = new('t', ushort.MaxValue);

        broker.Connect("p").Publish(topic, "x");

        Assert.Equal(topic, subscriber.TakeMessage().Topic);
    }

    [Theory]
    [InlineData("$share/")]
    [InlineData("$share//a")]
    [Mqtt5("MQTT-4.8.2-1")]
    public void A_share_name_has_a_character_at_least(string filter) => AssertEnds(filter);

    [Theory]
    [InlineData("$share/g")]
    [InlineData("$share/g/")]
    [InlineData("$share/g+/a")]
    [InlineData("$share/#/a")]
    [InlineData("$share/+/a")]
    [Mqtt5("MQTT-4.8.2-2")]
    public void A_share_name_has_no_wildcards_and_a_filter_follows_it(string filter) => AssertEnds(filter);

    private static string Matches(string filter, params string[] topics)
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe(filter);
        TestClient publisher = broker.Connect("p");
        foreach (string topic in topics)
        {
            publisher.Publish(topic, "x");
        }

        return string.Join(' ', subscriber.TakeAll().Select(message => message.Topic));
    }

    private static void AssertEnds(string filter) =>
        AssertEnds(Encoding.UTF8.GetBytes(filter), ReasonCode.TopicFilterInvalid);

    private static void AssertEnds(byte[] filter, ReasonCode reason)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("s");

        client.Send(Frames.Subscribe(1, filter, new SubscriptionOptions(QoS.AtMostOnce)));

        client.AssertEnded(reason);
        Assert.Equal(0, broker.Node.SubscriptionCount);
    }
}
