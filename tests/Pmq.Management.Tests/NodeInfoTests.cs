using System.Text.Json;
using Pmq.Management.Api;

namespace Pmq.Management.Tests;

public sealed class NodeInfoTests
{
    [Theory]
    [InlineData("/api/v1")]
    [InlineData("/api/v1/")]
    public async Task A_node_says_what_it_is(string path)
    {
        await using ManagementHost host = await ManagementHost.StartAsync();

        (int status, string body) = await host.GetAsync(path);

        Assert.Equal(200, status);
        JsonElement info = JsonDocument.Parse(body).RootElement;
        Assert.Equal(
            ["name", "version", "node", "started", "uptimeSeconds"],
            info.EnumerateObject().Select(property => property.Name));
        Assert.Equal("pmq", info.GetProperty("name").GetString());
        Assert.Equal("pmq", info.GetProperty("node").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+[^+]*$", info.GetProperty("version").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", info.GetProperty("started").GetString());
        Assert.True(info.GetProperty("uptimeSeconds").TryGetInt64(out _));
    }

    [Fact]
    public void Uptime_counts_from_the_start_in_whole_seconds()
    {
        var clock = new ManualClock();
        DateTime start = clock.GetUtcNow().UtcDateTime;
        var identity = new NodeIdentity("a", clock);

        clock.Advance(TimeSpan.FromSeconds(61.9));

        NodeInfo info = identity.Describe();
        Assert.Equal(("a", 61), (info.Node, info.UptimeSeconds));
        Assert.InRange(start - info.Started, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Equal(DateTimeKind.Utc, info.Started.Kind);
    }
}
