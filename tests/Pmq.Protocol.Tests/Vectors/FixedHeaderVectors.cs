using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.Tests.Versions;

namespace Pmq.Protocol.Tests;

/// <summary>Packet types, flags of CONNECT and CONNACK, remaining lengths and packet sizes.</summary>
internal static class FixedHeaderVectors
{
    public static VectorTable All { get; } = new()
    {
        // Reserved types, also before the rest is there.
        { Versions.All, Client, "00 ()", 0x81, "2.2.1", "2.1.2" },
        { Versions.All, Server, "0F (0000)", 0x81, "2.2.1", "2.1.2" },
        { V3, Client, "F0", 0x81, "2.2.1" },
        { V3, Client, "FF 00", 0x81, "2.2.1" },

        // The wrong side.
        { Versions.All, Server, "10 ('MQTT' 04 02 003C 'c')", 0x82, "2.2.1", "2.1.2" },
        { Versions.All, Client, "20", 0x82, "2.2.1", "2.1.2" },

        // Flags are told from the first byte alone.
        { Versions.All, Client, "11", 0x81, "MQTT-2.2.2-2", "MQTT-2.1.3-1" },
        { Versions.All, Client, "12 ('MQTT' 04 02 003C 'c')", 0x81, "MQTT-2.2.2-2", "MQTT-2.1.3-1" },
        { Versions.All, Client, "18 00", 0x81, "MQTT-2.2.2-2", "MQTT-2.1.3-1" },
        { Versions.All, Server, "21 (00 00)", 0x81, "MQTT-2.2.2-2", "MQTT-2.1.3-1" },
        { Versions.All, Server, "22", 0x81, "MQTT-2.2.2-2", "MQTT-2.1.3-1" },
        { Versions.All, Client, "80", 0x81, "MQTT-3.8.1-1" },
        { Versions.All, Client, "36", 0x81, "MQTT-3.3.1-4" },
        { Versions.All, Client, "38", 0x81, "MQTT-3.3.1-2" },

        // Remaining lengths.
        { Versions.All, Client, "C0 80 00", 0x81, "2.2.3", "MQTT-1.5.5-1" },
        { Versions.All, Client, "30 83 00 't'", 0x81, "2.2.3", "MQTT-1.5.5-1" },
        { Versions.All, Client, "C0 80 80 00", 0x81, "2.2.3", "MQTT-1.5.5-1" },
        { Versions.All, Client, "30 FF 80 80 00", 0x81, "2.2.3", "MQTT-1.5.5-1" },
        { Versions.All, Client, "30 80 80 80 80", 0x81, "2.2.3", "2.1.4" },
        { Versions.All, Client, "30 FF FF FF FF 7F", 0x81, "2.2.3", "2.1.4" },
        { Versions.All, Client, "C0 80 80 80 80 00", 0x81, "2.2.3", "2.1.4" },

        // Packets that are larger than allowed, refused before their body is there.
        { V3, Client, "30 63", 100, 0x95, "2.2.3" },
        { V5, Client, "30 63", 100, 0x95, "MQTT-3.2.2-15" },
        { V5, Client, "30 FF FF FF 7F", 268_435_455, 0x95, "MQTT-3.2.2-15" },
        { V5, Client, "30 80 01 't'", 130, 0x95, "MQTT-3.2.2-15" },
        { V5, Client, "10 80 08 'MQTT' 05", 1024, 0x95, "MQTT-3.2.2-15" },
        { V5, Client, "82 7F 0001", 128, 0x95, "MQTT-3.2.2-15" },
        { V5, Client, "C0 ()", 1, 0x95, "MQTT-3.2.2-15" },
        { V5, Server, "30 ('t' () |x|)", 6, 0x95, "MQTT-3.1.2-24" },
        { V5, Server, "20 83 01", 20, 0x95, "MQTT-3.1.2-24" },
    };
}
