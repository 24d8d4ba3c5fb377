using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pmq.Broker;
using Pmq.Transport.Epoll;

namespace Pmq.Hosting;

/// <summary>
/// Listens with PMQ's own sockets. It is the last of the program to start and the first to stop, so that its health can
/// be asked over HTTP before clients come and while they go.
/// </summary>
internal sealed class EpollListener(
    BrokerNode node,
    PmqSettings settings,
    MqttEndpoints endpoints,
    IHostApplicationLifetime lifetime,
    ILogger<EpollTransport> log)
    : IHostedLifecycleService, IDisposable
{
    private readonly EpollTransport _transport =
        new(node, (remoteAddress, fault) => NodeLog.ConnectionBroke(log, remoteAddress, fault));

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        IPEndPoint bound = _transport.Start(settings.Endpoint);
        endpoints.Add(() => bound);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A host that is stopped without having been told to says it is stopping only after this, but the node has to
        // begin before the listener waits for its connections.
        lifetime.StopApplication();
        return _transport.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _transport.Dispose();
}
