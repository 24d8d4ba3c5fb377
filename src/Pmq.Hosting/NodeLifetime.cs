using Microsoft.Extensions.Hosting;
using Pmq.Broker;

namespace Pmq.Hosting;

/// <summary>
/// Stops the node with the program: new connections are refused, 5.0 clients are told 0x8B, and everybody is waited for
/// within the stop timeout. Stopping twice is stopping once.
/// </summary>
public sealed class NodeLifetime(BrokerNode node, IHostApplicationLifetime lifetime) : IHostedService
{
    // When time is up the listener cuts everybody, and the sessions end of it in a moment.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The listener waits for its connections when it stops, so the node has to begin before.
        lifetime.ApplicationStopping.Register(() => node.Stop(() => _stopped.TrySetResult()));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        node.Stop(() => _stopped.TrySetResult());
        await Task.WhenAny(_stopped.Task, Task.Delay(Timeout.Infinite, cancellationToken));
        await Task.WhenAny(_stopped.Task, Task.Delay(Moment, CancellationToken.None));
    }
}
