using Pmq.TestKit;

namespace Pmq.Broker.Tests.Routing;

public sealed class TopicMatchingTests
{
    [Theory]
    [InlineData("a/b", "a/b")]
    [InlineData("/", "/")]
    [InlineData("a/", "a/")]
    [InlineData("a//b", "a//b")]
    [InlineData("+", "a")]
    [InlineData("+/+", "/")]
    [InlineData("+/+", "/a")]
    [InlineData("/+", "/a")]
    [InlineData("a/+", "a/")]
    [InlineData("a/+/c", "a/b/c")]
    [InlineData("a/+/c", "a//c")]
    [InlineData("+/b/#", "a/b")]
    [InlineData("#", "a")]
    [InlineData("#", "/")]
    [InlineData("#", "a/b/c/d")]
    [InlineData("a/#", "a")]
    [InlineData("a/#", "a/")]
    [InlineData("a/#", "a/b/c")]
    [InlineData("a//#", "a/")]
    [InlineData("a/+/#", "a/b")]
    public void A_filter_matches(string filter, string topic)
    {
        var routes = new Routes();
        routes.Add(new PlainTarget("c"), filter);

        Assert.Equal("c", routes.NamesFor(topic));
        Assert.True(NaiveFilter.Matches(filter, topic));
    }

    [Theory]
    [InlineData("a/b", "a/b/")]
    [InlineData("a/b", "/a/b")]
    [InlineData("a/b", "a")]
    [InlineData("+", "/a")]
    [InlineData("+", "a/b")]
    [InlineData("a/+", "a")]
    [InlineData("a/+", "a/b/c")]
    [InlineData("a/#", "ab")]
    [InlineData("a/#", "/a")]
    [InlineData("a/+/#", "a")]
    [InlineData("+/b", "a/c")]
    public void A_filter_does_not_match(string filter, string topic)
    {
        var routes = new Routes();
        routes.Add(new PlainTarget("c"), filter);

        Assert.Equal("", routes.NamesFor(topic));
        Assert.False(NaiveFilter.Matches(filter, topic));
    }

    [Theory]
    [InlineData("#")]
    [InlineData("+")]
    [InlineData("+/a")]
    [InlineData("+/#")]
    [Mqtt311("MQTT-4.7.2-1")]
    [Mqtt5("MQTT-4.7.2-1")]
    public void A_wildcard_at_the_start_does_not_match_topics_with_a_dollar_sign(string filter)
    {
        var routes = new Routes();
        routes.Add(new PlainTarget("c"), filter);

        Assert.Equal("", routes.NamesFor("$SYS"));
        Assert.Equal("", routes.NamesFor("$SYS/a"));
        Assert.Empty(routes.Match("$SYS/a").Groups);
    }

    [Theory]
    [InlineData("$SYS/#", "$SYS")]
    [InlineData("$SYS/+", "$SYS/a")]
    [InlineData("$SYS/a", "$SYS/a")]
    [InlineData("+/$a", "a/$a")]
    [InlineData("a/+", "a/$a")]
    [InlineData("a/#", "a/$a/b")]
    public void A_dollar_sign_is_matched_by_name_and_anywhere_else(string filter, string topic)
    {
        var routes = new Routes();
        routes.Add(new PlainTarget("c"), filter);

        Assert.Equal("c", routes.NamesFor(topic));
    }

    [Theory]
    [InlineData("a/b", "A/b")]
    [InlineData("a/b", "a/B")]
    [InlineData("a/b", " a/b")]
    [InlineData("+/b", "a/b ")]
    [InlineData("\u00C5", "A\u030A")]
    [InlineData("+/\u00C5", "a/A\u030A")]
    [Mqtt311("MQTT-4.7.3-4")]
    [Mqtt5("MQTT-4.7.3-4")]
    public void Topics_are_compared_by_their_bytes_and_not_normalised(string filter, string topic)
    {
        var routes = new Routes();
        routes.Add(new PlainTarget("c"), filter);

        Assert.Equal("", routes.NamesFor(topic));
    }

    [Theory]
    [InlineData("$share/g/+", false)]
    [InlineData("$share/g/$x", true)]
    [InlineData("$queue/#", false)]
    [InlineData("$queue/$x/#", true)]
    public void The_rules_hold_for_the_filter_within_a_shared_one(string filter, bool matches)
    {
        var routes = new Routes();
        routes.Add(new PlainTarget("c"), filter);

        Assert.Equal(matches ? 1 : 0, routes.Match("$x").Groups.Length);
    }

    [Fact]
    public void A_topic_of_many_levels_is_matched_to_the_end()
    {
        string topic = string.Join('/', Enumerable.Repeat("x", 500));
        var routes = new Routes();
        routes.Add(new PlainTarget("c"), "x/#");
        routes.Add(new PlainTarget("d"), topic[..^1] + "+");

        Assert.Equal("c d", routes.NamesFor(topic));
    }
}
