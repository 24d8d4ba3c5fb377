using System.Text;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>Packets byte by byte, for what no encoder would write. Bodies are shorter than 128 bytes.</summary>
internal static class RawPacket
{
    public const byte CleanSession = 0x02;
    public const byte Will = 0x04;
    public const byte WillQoS1 = 0x08;
    public const byte WillQoS2 = 0x10;
    public const byte WillRetain = 0x20;
    public const byte Password = 0x40;
    public const byte UserName = 0x80;

    /// <summary>A packet of this first byte and body.</summary>
    public static byte[] Of(byte header, params byte[][] body)
    {
        byte[] whole = [.. body.SelectMany(part => part)];
        return [header, checked((byte)whole.Length), .. whole];
    }

    /// <summary>A CONNECT of 3.1.1 with these flags and fields, whether they fit each other or not.</summary>
    public static byte[] Connect(byte flags, params byte[][] fields) => ConnectOf("MQTT", 4, flags, fields);

    /// <summary>A CONNECT of any protocol name and level.</summary>
    public static byte[] ConnectOf(string name, byte level, byte flags, params byte[][] fields) =>
        Of(0x10, [Text(name), [level, flags, 0, 0], .. fields]);

    /// <summary>A string with its length.</summary>
    public static byte[] Text(string text) => Field(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes with their length.</summary>
    public static byte[] Field(params byte[] bytes) => [.. Number(bytes.Length), .. bytes];

    /// <summary>A number of two bytes.</summary>
    public static byte[] Number(int value) => [(byte)(value >> 8), (byte)value];
}
