using Microsoft.Extensions.Hosting;

namespace Pmq.Management.Health;

/// <summary>
/// The node itself: it is not ready before everything that the program starts, the MQTT listener among it, has started,
/// nor from the moment it is told to stop.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class NodeReadiness(IHostApplicationLifetime lifetime) : IReadinessCheck
{
    public string Name => "node";

    public string? Detail =>
        lifetime.ApplicationStopping.IsCancellationRequested ? "stopping"
        : lifetime.ApplicationStarted.IsCancellationRequested ? null
        : "starting";
}
