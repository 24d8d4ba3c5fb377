using System.Text;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>Packets put together by hand, so that they can be wrong where no encoder would let them.</summary>
internal static class RawPacket
{
    /// <summary>A packet of fewer than 128 bytes.</summary>
    public static byte[] Of(byte header, params byte[][] fields)
    {
        byte[] body = [.. fields.SelectMany(field => field)];
        Assert.InRange(body.Length, 0, 127);
        return [header, (byte)body.Length, .. body];
    }

    /// <summary>A CONNECT whose fields after the keep alive are given.</summary>
    public static byte[] Connect(byte flags, params byte[][] fields) => Connect("MQTT", 5, flags, fields);

    public static byte[] Connect(string name, byte level, byte flags, params byte[][] fields) =>
        Of(0x10, [Field(name), [level, flags, 0, 0], .. fields]);

    /// <summary>No properties.</summary>
    public static byte[] None => [0];

    /// <summary>A string with its length.</summary>
    public static byte[] Field(string text) => Field(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes with their length.</summary>
    public static byte[] Field(byte[] bytes) => [0, (byte)bytes.Length, .. bytes];
}
