using System.Net;
using System.Runtime.InteropServices;
using Pmq.Broker;

namespace Pmq.Transport.Epoll;

/// <summary>A node's own sockets on Linux: a listener and one event loop for each processor.</summary>
/// <remarks>Owner: who starts and stops it.</remarks>
public sealed class EpollTransport(BrokerNode node, Action<string, Exception> reportFault) : IDisposable
{
    private LoopGroup? _loops;

    /// <summary>True where it works.</summary>
    public static bool IsSupported =>
        OperatingSystem.IsLinux()
        && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    /// <summary>Listens at the address and accepts clients. The answer is the address with the port it got.</summary>
    public IPEndPoint Start(IPEndPoint address)
    {
        _loops = new LoopGroup(node, reportFault, Environment.ProcessorCount);
        return _loops.Start(address);
    }

    /// <summary>
    /// Accepts no more and waits for the connections, which the node ends. Those that are left when it is cancelled are
    /// cut.
    /// </summary>
    public Task StopAsync(CancellationToken cancellation) => _loops?.StopAsync(cancellation) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _loops?.Dispose();
}
