using System.Text.RegularExpressions;
using Pmq.Conformance;

namespace Pmq.Hosting.Tests;

/// <summary>The page that operators read says what the program does.</summary>
public sealed partial class ConfigurationPageTests
{
    private static readonly string Page =
        File.ReadAllText(Path.Combine(RepositoryRoot.Above(AppContext.BaseDirectory), "docs", "CONFIGURATION.md"));

    [Fact]
    public void Every_option_is_on_the_page_with_its_default()
    {
        IEnumerable<string> options =
            OptionPaths.All(new PmqSettings()).Select(option => Text(option.Path, option.Value));
        IEnumerable<string> rows = OptionRow().Matches(Page)
            .Select(row => Text(row.Groups["path"].Value, row.Groups["value"].Value));

        Assert.Equal(options.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Seed("LMQ-44")]
    public void Every_key_of_the_older_broker_has_its_option()
    {
        HashSet<string> paths = [.. OptionPaths.All(new PmqSettings()).Select(option => option.Path)];
        Dictionary<string, string> keys =
            OldKeyRow().Matches(Page).ToDictionary(row => row.Groups["key"].Value, row => row.Groups["path"].Value);

        string[] expected =
        [
            "session_expiry", "message_expiry", "inflight_expiry", "max_packet_size", "server_receive_maximum",
            "max_keepalive", "topic_alias_maximum", "subscription_identifier_available",
            "wildcard_subscription_available", "shared_subscription_available", "maximum_qos", "retain_available",
            "max_queued_messages", "max_inflight", "queue_qos0_messages", "delivery_mode", "allow_zero_length_clientid",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), keys.Keys.Order(StringComparer.Ordinal));
        Assert.All(keys.Values, path => Assert.Contains(path, paths));
    }

    private static string Text(string path, string value) => $"{path} = {(value.Length > 0 ? value : "empty")}";

    [GeneratedRegex(@"^\| `(?<path>[a-z]+\.[a-z0-9-]+)` \| `?(?<value>[^|`]+)`? \|", RegexOptions.Multiline)]
    private static partial Regex OptionRow();

    [GeneratedRegex(@"^\| `mqtt\.(?<key>[a-z0-9_]+)` \| `(?<path>[a-z]+\.[a-z0-9-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex OldKeyRow();
}
