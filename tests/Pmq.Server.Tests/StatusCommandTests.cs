using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Pmq.Server.Tests;

/// <summary><c>pmq status</c>, asked of nodes that are well, that are not, and that are none.</summary>
public sealed class StatusCommandTests
{
    private const int NotReady = 1;
    private const int NoAnswer = 69;

    [Fact]
    public async Task A_node_that_is_ready_is_shown()
    {
        using RunningBroker broker = await PmqProgram.StartAsync("--http-port", "0");
        string url = await PmqProgram.HttpUrlAsync(broker);

        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync("status", "--url", url);

        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        Assert.Collection(
            output,
            line => Assert.Equal("node     pmq", line),
            line => Assert.Matches(@"^version  \d+\.\d+\.\d+", line),
            line => Assert.Matches(@"^uptime   .*\d+ s, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$", line),
            line => Assert.Equal("status   ready", line));
    }

    [Fact]
    public async Task A_node_that_is_not_ready_is_shown_with_its_reasons()
    {
        await using FakeNode node = await FakeNode.StartAsync();

        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync("status", "--url", node.Url);

        Assert.Empty(errors);
        Assert.Equal(NotReady, exitCode);
        Assert.Equal(["status   not-ready", "         store: the disk is full"], output.TakeLast(2));
    }

    [Fact]
    public async Task Programs_get_JSON()
    {
        await using FakeNode node = await FakeNode.StartAsync();

        (int exitCode, IReadOnlyList<string> output, _) =
            await PmqProgram.RunAsync("status", "--json", "--url", $"{node.Url}/");

        Assert.Equal(NotReady, exitCode);
        JsonElement status = JsonDocument.Parse(Assert.Single(output)).RootElement;
        Assert.Equal(
            ["name", "version", "node", "started", "uptimeSeconds", "status", "reasons"],
            status.EnumerateObject().Select(property => property.Name));
        Assert.Equal("not-ready", status.GetProperty("status").GetString());
        JsonElement reason = Assert.Single(status.GetProperty("reasons").EnumerateArray());
        Assert.Equal("store", reason.GetProperty("name").GetString());
        Assert.Equal("the disk is full", reason.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_node_that_is_not_there_is_said_in_one_line()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        await AssertFailsAsync($"http://127.0.0.1:{port}", $"pmq can't reach a node at http://127.0.0.1:{port}/: ");
    }

    [Fact]
    public async Task What_is_no_node_is_said_in_one_line()
    {
        using RunningBroker broker = await PmqProgram.StartAsync();
        await using FakeNode node = await FakeNode.StartAsync();

        await AssertFailsAsync($"http://127.0.0.1:{broker.Port}", "pmq can't reach a node at ");
        await AssertFailsAsync($"{node.Url}/other", $"What answers at {node.Url}/other is no PMQ node.");
        await AssertFailsAsync($"{node.Url}/nothing", $"The node at {node.Url}/nothing answered 404: NotFound.");
    }

    [Fact]
    public async Task What_a_node_says_against_a_request_is_passed_on()
    {
        await using FakeNode node = await FakeNode.StartAsync();

        await AssertFailsAsync(
            $"{node.Url}/api/v1", $"The node at {node.Url}/api/v1 answered 404: There is nothing at /api/v1/api/v1.");
    }

    [Theory]
    [InlineData("127.0.0.1:1884")]
    [InlineData("mqtt://127.0.0.1")]
    public async Task An_address_that_is_none_is_refused(string url)
    {
        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync("status", "--url", url);

        Assert.NotEqual(0, exitCode);
        Assert.DoesNotContain(output, line => line.StartsWith("node", StringComparison.Ordinal));
        Assert.Contains(errors, line => line.Contains($"--url is '{url}'", StringComparison.Ordinal));
    }

    private static async Task AssertFailsAsync(string url, string expected)
    {
        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync("status", "--url", url);

        Assert.Equal(NoAnswer, exitCode);
        Assert.Empty(output);
        Assert.StartsWith(expected, Assert.Single(errors), StringComparison.Ordinal);
    }
}
