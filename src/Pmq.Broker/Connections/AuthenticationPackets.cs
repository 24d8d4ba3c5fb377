using System.Buffers;
using System.Text;
using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>Reads and writes what AUTH packets carry.</summary>
internal static class AuthenticationPackets
{
    /// <summary>Writes an AUTH with its method [MQTT-4.12.0-5] and data.</summary>
    public static void Write(IBufferWriter<byte> output, ReasonCode reason, string method, ReadOnlySpan<byte> data)
    {
        var properties = new ArrayBufferWriter<byte>();
        WriteProperties(new PropertyWriter(properties), method, data);
        ControlEncoder.WriteAuth(output, reason, properties.WrittenSpan);
    }

    /// <summary>Writes method and data among the properties of a packet.</summary>
    public static void WriteProperties(PropertyWriter writer, string method, ReadOnlySpan<byte> data)
    {
        writer.Add(PropertyId.AuthenticationMethod, Encoding.UTF8.GetBytes(method));
        if (!data.IsEmpty)
        {
            writer.Add(PropertyId.AuthenticationData, data);
        }
    }

    /// <summary>True when the packet names this method.</summary>
    public static bool NamesMethod(in AuthView auth, string method) =>
        auth.Properties.TryGetBytes(PropertyId.AuthenticationMethod, out ByteView named)
        && ConnectRequest.Text(named) == method;

    /// <summary>The data of the packet, or null.</summary>
    public static byte[]? DataOf(in AuthView auth) =>
        auth.Properties.TryGetBytes(PropertyId.AuthenticationData, out ByteView data) ? data.ToArray() : null;
}
