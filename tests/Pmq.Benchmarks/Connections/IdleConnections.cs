using Pmq.Protocol;

namespace Pmq.Benchmarks.Connections;

/// <summary>What connections hold that do nothing: each a clean session with a keep alive and one subscription.</summary>
public sealed class IdleConnections
{
    private const int PingSeconds = 60;

    private readonly QuietNode _quiet = new();
    private readonly SilentClient[] _clients;

    private IdleConnections(int count)
    {
        _clients = new SilentClient[count];
        for (int i = 0; i < count; i++)
        {
            _clients[i] = new SilentClient();
        }
    }

    /// <summary>Live bytes of the engine for each connection: at once, and after three minutes of pings.</summary>
    public static (double AtOnce, double Idle) BytesEach(ProtocolVersion version, int count)
    {
        var connections = new IdleConnections(count);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        connections.ConnectAll(version);
        double atOnce = GC.GetTotalMemory(forceFullCollection: true) - before;
        connections.Idle();
        double idle = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(connections);
        return (atOnce / count, idle / count);
    }

    private void ConnectAll(ProtocolVersion version)
    {
        for (int i = 0; i < _clients.Length; i++)
        {
            _clients[i].Connect(_quiet, new SilentPackets(version, i));
        }
    }

    private void Idle()
    {
        for (int minute = 0; minute < 3; minute++)
        {
            _quiet.Scheduler.Advance(TimeSpan.FromSeconds(PingSeconds));
            foreach (SilentClient client in _clients)
            {
                client.Send(_quiet, SilentPackets.Ping);
            }
        }

        // The broker looks at each once more after its last ping.
        _quiet.Scheduler.Advance(TimeSpan.FromSeconds(PingSeconds));
    }
}
