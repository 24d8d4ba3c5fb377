using System.Buffers;
using System.Globalization;
using System.Text;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Connections;

/// <summary>What one client sends: a clean session, a keep alive of a minute, one subscription of its own.</summary>
public sealed class SilentPackets
{
    private const int KeepAliveSeconds = 60;

    /// <summary>The packets of a client of that number.</summary>
    public SilentPackets(ProtocolVersion version, int number)
    {
        string name = number.ToString("d7", CultureInfo.InvariantCulture);
        Connect = Write(output => ConnectEncoder.Write(
            output,
            new ConnectPacket(version, Encoding.UTF8.GetBytes("client-" + name))
            {
                CleanStart = true,
                KeepAlive = KeepAliveSeconds,
            }));
        var request = new SubscriptionRequest(
            Encoding.UTF8.GetBytes($"devices/{name}/commands"), new SubscriptionOptions(QoS.AtLeastOnce));
        Subscribe = Write(output => SubscribeEncoder.WriteSubscribe(output, version, 1, [request]));
        Disconnect = Write(output => ControlEncoder.WriteDisconnect(output, version, ReasonCode.Success));
    }

    /// <summary>CONNECT.</summary>
    public byte[] Connect { get; }

    /// <summary>SUBSCRIBE.</summary>
    public byte[] Subscribe { get; }

    /// <summary>DISCONNECT.</summary>
    public byte[] Disconnect { get; }

    /// <summary>PINGREQ.</summary>
    public static byte[] Ping { get; } = Write(output => ControlEncoder.WritePingreq(output));

    private static byte[] Write(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }
}
