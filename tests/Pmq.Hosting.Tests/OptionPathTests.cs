using System.Text.RegularExpressions;
using Pmq.Broker.Options;
using Pmq.Broker.Outbound;
using Pmq.Broker.Routing;

namespace Pmq.Hosting.Tests;

public sealed class OptionPathTests
{
    private static readonly PmqSettings Defaults = new();

    [Fact]
    public void Every_option_of_every_section_has_its_path()
    {
        IEnumerable<string> expected =
            from section in typeof(BrokerOptions).GetProperties()
            from option in section.PropertyType.GetProperties()
            select $"{Hyphenated(section.Name)}.{Hyphenated(option.Name)}";
        string[] others = ["listener.sockets", "auth.scram-users"];

        Assert.Equal(expected.Concat(others), OptionPaths.All(Defaults).Select(option => option.Path));
    }

    [Fact]
    public void Every_option_is_set_by_its_path_and_no_other_changes()
    {
        foreach ((string path, string value) in OptionPaths.All(Defaults))
        {
            string other = OtherThan(value);
            PmqSettings? changed = OptionPaths.Set(Defaults, path, other, out _);

            Assert.NotNull(changed);
            Assert.Equal(
                OptionPaths.All(Defaults).Select(option => option.Path == path ? (path, other) : option),
                OptionPaths.All(changed));
        }
    }

    [Fact]
    public void Every_kind_of_value_is_understood()
    {
        Assert.False(Set("message.retain", "false").Broker.Message.Retain);
        Assert.Equal(7, Set("session.inflight-max", "7").Broker.Session.InflightMax);
        Assert.Equal(-7, Set("session.inflight-max", "-7").Broker.Session.InflightMax);
        Assert.Equal(uint.MaxValue, Set("session.expiry-max", "4294967295").Broker.Session.ExpiryMax);
        Assert.Equal(1L << 40, Set("memory.full-bytes", "1099511627776").Broker.Memory.FullBytes);
        Assert.Equal("a/b=c", Set("connection.response-information", "a/b=c").Broker.Connection.ResponseInformation);
        Assert.Equal(SocketsChoice.Epoll, Set("listener.sockets", "epoll").Listener.Sockets);
        Assert.Equal("ann:a,bob:b", Set("auth.scram-users", "ann:a,bob:b").Auth.ScramUsers);
        Assert.Equal(
            QueueOverflow.DropNewest, Set("session.queue-overflow", "drop-newest").Broker.Session.QueueOverflow);
        Assert.Equal(
            DeliveryMode.OnlyOnce, Set("subscription.delivery-mode", "only-once").Broker.Subscription.DeliveryMode);
    }

    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("2s", 2_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("3m", 180_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("5", 5_000)]
    public void A_time_is_a_number_with_its_unit(string text, int expectedMs) =>
        Assert.Equal(TimeSpan.FromMilliseconds(expectedMs), Set("stop.timeout", text).Broker.Stop.Timeout);

    [Theory]
    [InlineData("message.retain", "yes", "true or false")]
    [InlineData("session.inflight-max", "many", "a whole number")]
    [InlineData("session.inflight-max", "1.5", "a whole number")]
    [InlineData("session.inflight-max", "2147483648", "a whole number")]
    [InlineData("session.expiry-max", "-1", "a whole number")]
    [InlineData("session.expiry-max", "4294967296", "a whole number")]
    [InlineData("memory.full-bytes", "9223372036854775808", "a whole number")]
    [InlineData("stop.timeout", "soon", "a number with ms, s, m or h")]
    [InlineData("stop.timeout", "-1s", "a number with ms, s, m or h")]
    [InlineData("stop.timeout", "", "a number with ms, s, m or h")]
    [InlineData("session.queue-overflow", "DropNewest", "drop-oldest, drop-newest, disconnect")]
    [InlineData("session.queue-overflow", "1", "drop-oldest, drop-newest, disconnect")]
    public void A_wrong_value_is_told_what_is_allowed(string path, string value, string allowed)
    {
        Assert.Null(OptionPaths.Set(Defaults, path, value, out OptionFault fault));

        Assert.Equal(path, fault.Path);
        Assert.Contains($"'{value}'", fault.ToString(), StringComparison.Ordinal);
        Assert.Contains(allowed, fault.Allowed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("session.inflight")]
    [InlineData("session")]
    [InlineData("Session.InflightMax")]
    [InlineData("")]
    public void An_unknown_path_is_told_which_there_are(string path)
    {
        Assert.Null(OptionPaths.Set(Defaults, path, "1", out OptionFault fault));

        Assert.Equal(path, fault.Path);
        foreach ((string known, _) in OptionPaths.All(Defaults))
        {
            Assert.Contains(known, fault.Allowed, StringComparison.Ordinal);
        }
    }

    private static PmqSettings Set(string path, string value)
    {
        PmqSettings? changed = OptionPaths.Set(Defaults, path, value, out OptionFault fault);
        return changed ?? throw new InvalidOperationException(fault.ToString());
    }

    /// <summary>A value of the same kind.</summary>
    private static string OtherThan(string value) => value switch
    {
        "true" => "false",
        "false" => "true",
        "drop-oldest" => "disconnect",
        "only-once" => "overlap",
        "round-robin" => "random",
        "auto" => "kestrel",
        "" => "other",
        _ when value.EndsWith('s') => "77s",
        _ => "77",
    };

    /// <summary>Written otherwise than the code under test does it.</summary>
    private static string Hyphenated(string name) =>
        Regex.Replace(name, "(?<!^)([A-Z])", "-$1").ToLowerInvariant();
}
