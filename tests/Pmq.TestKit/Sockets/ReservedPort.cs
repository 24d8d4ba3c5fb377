using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Pmq.TestKit;

/// <summary>
/// A port of loopback that stays free for a server that is restarted again and again. It is below those that the
/// kernel gives to outgoing connections: one of these would take it while the server is down, or, when it reconnects to
/// that very port, even connect to itself. A datagram socket on the same number tells other tests that it is taken.
/// </summary>
public sealed class ReservedPort : IDisposable
{
    private const int Lowest = 10_000;
    private const int LowestEphemeralElsewhere = 32_768;
    private const int TriesMax = 1000;

    private readonly Socket _mark;

    private ReservedPort(Socket mark, int number)
    {
        _mark = mark;
        Number = number;
    }

    public int Number { get; }

    /// <summary>Finds one, beginning anywhere.</summary>
    public static ReservedPort Take()
    {
        int count = LowestEphemeral() - Lowest;
        int first = Random.Shared.Next(count);
        for (int i = 0; i < TriesMax; i++)
        {
            if (TryTake(Lowest + ((first + i) % count)) is { } port)
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No free port among {TriesMax}.");
    }

    public void Dispose() => _mark.Dispose();

    private static ReservedPort? TryTake(int number)
    {
        var address = new IPEndPoint(IPAddress.Loopback, number);
        var mark = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            mark.Bind(address);
            using var probe = new TcpListener(address);
            probe.Start();
            return new ReservedPort(mark, number);
        }
        catch (SocketException)
        {
            mark.Dispose();
            return null;
        }
    }

    private static int LowestEphemeral()
    {
        const string file = "/proc/sys/net/ipv4/ip_local_port_range";
        if (!File.Exists(file))
        {
            return LowestEphemeralElsewhere;
        }

        string lowest = File.ReadAllText(file).Split('\t', ' ')[0];
        int number = int.Parse(lowest, CultureInfo.InvariantCulture);
        return number > Lowest + TriesMax ? number : LowestEphemeralElsewhere;
    }
}
