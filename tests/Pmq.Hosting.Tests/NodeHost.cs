using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pmq.Broker;
using Pmq.Broker.Options;
using Pmq.Management;

namespace Pmq.Hosting.Tests;

/// <summary>A node in a web application of its own, listening on a free port of loopback.</summary>
internal sealed class NodeHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private readonly FaultLog _log;

    private NodeHost(WebApplication application, FaultLog log)
    {
        _application = application;
        _log = log;
    }

    public BrokerNode Node => _application.Services.GetRequiredService<BrokerNode>();

    public int Port { get; private set; }

    /// <summary>The web application's own address.</summary>
    public Uri Url => new(_application.Urls.First());

    public static async Task<NodeHost> StartAsync(
        BrokerOptions? options = null, SocketsChoice sockets = SocketsChoice.Auto)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        var log = new FaultLog();
        builder.Logging.ClearProviders().AddProvider(log);

        // The web application's own pages, beside the node. Kestrel ignores URLs once it is told to listen for MQTT.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddPmq(new PmqSettings
        {
            Host = IPAddress.Loopback,
            Port = 0,
            Listener = new ListenerSettings { Sockets = sockets },
            Broker = options ?? new BrokerOptions(),
            Storage = new StorageSettings { Kind = StoreKind.Memory },
        });
        var host = new NodeHost(builder.Build(), log);
        host._application.MapPmqManagement();
        await host._application.StartAsync();
        host.Port = host._application.Services.GetRequiredService<MqttEndpoints>().Bound.Single().Port;
        return host;
    }

    public Task StopAsync() => _application.StopAsync();

    public Task<SocketClient> ConnectAsync(ConnectSettings settings) => SocketClient.ConnectAsync(Port, settings);

    public Task<SocketClient> ConnectAsync(string clientId) =>
        ConnectAsync(new ConnectSettings { ClientId = clientId });

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        Assert.Empty(_log.Faults);
    }
}
