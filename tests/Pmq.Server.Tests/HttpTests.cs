using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pmq.Server.Tests;

/// <summary>Where the program serves HTTP, and what it does when it can't.</summary>
public sealed class HttpTests
{
    private const int BadConfiguration = 78;
    private const int CannotServe = 69;

    [Theory]
    [InlineData("auto")]
    [InlineData("kestrel")]
    public async Task The_program_says_where_it_serves_HTTP_and_serves_it_there(string sockets)
    {
        using RunningBroker broker =
            await PmqProgram.StartAsync("--http-port", "0", "--set", $"listener.sockets={sockets}");

        string url = await PmqProgram.HttpUrlAsync(broker);

        Assert.StartsWith("http://127.0.0.1:", url, StringComparison.Ordinal);
        Assert.StartsWith("pmq listens for MQTT on ", broker.Process.Output.All[0], StringComparison.Ordinal);
        Assert.Equal(2, broker.Process.Output.All.Count);
        using var http = new HttpClient();
        Assert.Equal("""{"status":"ready","reasons":[]}""", await http.GetStringAsync($"{url}/health/ready"));
        using HttpResponseMessage answer = await http.GetAsync($"{url}/api/v1");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Server"));
        using SocketClient client =
            await SocketClient.ConnectAsync(broker.Port, new ConnectSettings { ClientId = "client" });
        await client.PingAsync();
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("kestrel")]
    public async Task Without_HTTP_the_program_listens_for_MQTT_alone(string sockets)
    {
        using RunningBroker broker =
            await PmqProgram.StartAsync("--http-port", "off", "--set", $"listener.sockets={sockets}");
        using SocketClient client =
            await SocketClient.ConnectAsync(broker.Port, new ConnectSettings { ClientId = "client" });

        await broker.Process.SignalAsync("TERM");

        Assert.Equal(0, await broker.Process.ExitAsync());
        Assert.Single(broker.Process.Output.All);
    }

    [Fact]
    public async Task Another_loopback_address_will_do()
    {
        using RunningBroker broker = await PmqProgram.StartAsync("--http-port", "0", "--http-host", "127.0.0.2");

        string url = await PmqProgram.HttpUrlAsync(broker);

        Assert.StartsWith("http://127.0.0.2:", url, StringComparison.Ordinal);
        using var http = new HttpClient();
        Assert.Equal("""{"status":"live"}""", await http.GetStringAsync($"{url}/health/live"));
    }

    [Fact]
    public async Task HTTP_2_is_not_spoken()
    {
        using RunningBroker broker = await PmqProgram.StartAsync("--http-port", "0");
        string url = await PmqProgram.HttpUrlAsync(broker);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{url}/health/live")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(request));
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("kestrel")]
    public async Task A_port_of_HTTP_in_use_is_said_in_one_line(string sockets)
    {
        using TcpListener other = Listen(out string port);

        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) = await PmqProgram.RunAsync(
            "--host", "127.0.0.1", "-p", "0", "--http-port", port, "--set", $"listener.sockets={sockets}");

        Assert.Equal(CannotServe, exitCode);
        Assert.Empty(output);
        string line = Assert.Single(errors);
        Assert.StartsWith($"pmq can't listen on 127.0.0.1:{port} (HTTP): ", line, StringComparison.Ordinal);
        Assert.EndsWith(". Choose another with --http-host or --http-port.", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("kestrel")]
    public async Task A_port_of_MQTT_in_use_is_not_blamed_on_HTTP(string sockets)
    {
        using TcpListener other = Listen(out string port);

        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) = await PmqProgram.RunAsync(
            "--host", "127.0.0.1", "-p", port, "--http-port", "0", "--set", $"listener.sockets={sockets}");

        Assert.Equal(CannotServe, exitCode);
        Assert.Empty(output);
        string line = Assert.Single(errors);
        Assert.StartsWith($"pmq can't listen on 127.0.0.1:{port}: ", line, StringComparison.Ordinal);
        Assert.EndsWith(". Choose another with --host or -p.", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.0.2.1")]
    public async Task An_address_that_others_reach_is_refused_without_credentials(string address)
    {
        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync("-p", "0", "--http-port", "0", "--http-host", address);

        Assert.Equal(BadConfiguration, exitCode);
        Assert.Empty(output);
        Assert.Contains(
            $"  --http-host is {address}; allowed without credentials is a loopback address", errors);
    }

    [Fact]
    public async Task A_request_for_another_host_is_refused()
    {
        using RunningBroker broker = await PmqProgram.StartAsync("--http-port", "0");
        string url = await PmqProgram.HttpUrlAsync(broker);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{url}/api/v1");
        request.Headers.Host = "pmq.example";

        using HttpResponseMessage answer = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("pmq.example", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static TcpListener Listen(out string port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        return listener;
    }
}
