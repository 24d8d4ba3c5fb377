using System.Text;
using Pmq.Broker.Routing;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Routing;

public sealed class SharedFilterTests
{
    [Theory]
    [InlineData("$share/g/a", "g", "a")]
    [InlineData("$share/g//", "g", "/")]
    [InlineData("$share/group one/a/+/#", "group one", "a/+/#")]
    [InlineData("$share/$share/$share/g/a", "$share", "$share/g/a")]
    [InlineData("$queue/a", "", "a")]
    [InlineData("$queue/+/b", "", "+/b")]
    [InlineData("$queue//", "", "/")]
    [Mqtt5("MQTT-4.8.2-1", "MQTT-4.8.2-2")]
    public void It_is_cut_in_two(string filter, string group, string inner)
    {
        Assert.True(SharedFilter.LooksShared(Routes.Utf8(filter)));
        Assert.True(SharedFilter.TrySplit(Routes.Utf8(filter), out SharedFilter split));
        Assert.Equal(group, Encoding.UTF8.GetString(split.Group.Span));
        Assert.Equal(inner, Encoding.UTF8.GetString(split.Filter.Span));
    }

    [Theory]
    [InlineData("$share/")]
    [InlineData("$share//a")]
    [InlineData("$share/g")]
    [InlineData("$share/g/")]
    [InlineData("$share/+/a")]
    [InlineData("$share/#")]
    [InlineData("$share/g+/a")]
    [InlineData("$share/g#/a")]
    [InlineData("$queue/")]
    [Mqtt5("MQTT-4.8.2-1", "MQTT-4.8.2-2")]
    public void A_wrong_form_is_told(string filter)
    {
        Assert.True(SharedFilter.LooksShared(Routes.Utf8(filter)));
        Assert.False(SharedFilter.TrySplit(Routes.Utf8(filter), out _));
    }

    [Theory]
    [InlineData("$share")]
    [InlineData("$queue")]
    [InlineData("$shared/g/a")]
    [InlineData("$SHARE/g/a")]
    [InlineData("a/$share/g/a")]
    public void Other_filters_are_ordinary(string filter)
    {
        Assert.False(SharedFilter.LooksShared(Routes.Utf8(filter)));
        Assert.False(SharedFilter.TrySplit(Routes.Utf8(filter), out _));
    }
}
