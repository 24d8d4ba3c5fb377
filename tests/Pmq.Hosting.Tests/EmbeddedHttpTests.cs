using System.Net;
using Pmq.Broker.Options;
using Pmq.Transport.Epoll;

namespace Pmq.Hosting.Tests;

/// <summary>The node's HTTP routes on the web server of the program that embeds it.</summary>
public sealed class EmbeddedHttpTests
{
    [Theory]
    [InlineData(SocketsChoice.Auto)]
    [InlineData(SocketsChoice.Kestrel)]
    public async Task The_embedding_program_serves_the_routes_it_maps(SocketsChoice sockets)
    {
        await using NodeHost host = await NodeHost.StartAsync(sockets: sockets);
        using var http = new HttpClient { BaseAddress = host.Url };

        Assert.Contains("\"name\":\"pmq\"", await GetAsync(http, "/api/v1"), StringComparison.Ordinal);
        Assert.Equal("""{"status":"ready","reasons":[]}""", await GetAsync(http, "/health/ready"));
    }

    [Fact]
    public async Task Health_says_that_the_node_is_stopping_as_long_as_clients_are_waited_for()
    {
        if (!EpollTransport.IsSupported)
        {
            // On Kestrel's sockets HTTP closes together with MQTT.
            return;
        }

        await using NodeHost host = await NodeHost.StartAsync(new BrokerOptions
        {
            Stop = new StopOptions { Timeout = TimeSpan.FromMinutes(1) },
            Connection = new ConnectionOptions { CloseTimeout = TimeSpan.FromMinutes(1) },
        });
        using var http = new HttpClient { BaseAddress = host.Url };
        using SocketClient stuck = await SocketClient.OpenAsync(host.Port, receiveBytes: 4096);
        await stuck.ConnectAsync(new ConnectSettings { ClientId = "stuck" });
        await stuck.SubscribeAsync("flood");
        await StopTests.FillAsync(host);

        Task stop = host.StopAsync();

        using HttpResponseMessage ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("stopping", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("""{"status":"live"}""", await GetAsync(http, "/health/live"));
        stuck.Reset();
        await stop.WaitAsync(SocketClient.Patience);
    }

    private static Task<string> GetAsync(HttpClient http, string path) =>
        http.GetStringAsync(new Uri(path, UriKind.Relative));
}
