using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pmq.Broker;
using Pmq.Transport.Epoll;

namespace Pmq.Hosting;

/// <summary>Listens with PMQ's own sockets from the start of the program to its stop.</summary>
internal sealed class EpollListener(
    BrokerNode node, PmqSettings settings, MqttEndpoints endpoints, ILogger<EpollTransport> log)
    : IHostedService, IDisposable
{
    private readonly EpollTransport _transport =
        new(node, (remoteAddress, fault) => NodeLog.ConnectionBroke(log, remoteAddress, fault));

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        IPEndPoint bound = _transport.Start(settings.Endpoint);
        endpoints.Add(() => bound);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _transport.StopAsync(cancellationToken);

    public void Dispose() => _transport.Dispose();
}
