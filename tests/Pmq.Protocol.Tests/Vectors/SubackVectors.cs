using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.Tests.Versions;

namespace Pmq.Protocol.Tests;

/// <summary>SUBACK and UNSUBACK. Every reason code is gone through by <see cref="ReasonCodeTests"/>.</summary>
internal static class SubackVectors
{
    public static VectorTable All { get; } = new()
    {
        { V3, Server, "90 (0001 00)", "SUBACK #1 00" },
        { V3, Server, "90 (FFFF 00 01 02 80 80)", "SUBACK #65535 00 01 02 80 80" },
        { V5, Server, "90 (0001 () 00)", "SUBACK #1 00" },
        { V5, Server, "90 (0001 () 02 01 00 80 87 8F)", "SUBACK #1 02 01 00 80 87 8F" },
        { V5, Server, "90 (0001 (1F 'ok' 26 'k' 'v') 9E A1 A2)", "SUBACK #1 9E A1 A2 {ReasonString='ok', UserProperty='k':'v'}" },
        { V3, Server, "B0 (0001)", "UNSUBACK #1" },
        { V3, Server, "B0 (FFFF)", "UNSUBACK #65535" },
        { V5, Server, "B0 (0001 () 00)", "UNSUBACK #1 00" },
        { V5, Server, "B0 (0001 () 11 00 8F)", "UNSUBACK #1 11 00 8F" },
        { V5, Server, "B0 (0001 (1F 'no') 87)", "UNSUBACK #1 87 {ReasonString='no'}" },

        { V311, Server, "91 (0001 00)", 0x81, "MQTT-2.2.2-2" },
        { V5, Server, "92 (0001 () 00)", 0x81, "MQTT-2.1.3-1" },
        { V311, Server, "B2 (0001)", 0x81, "MQTT-2.2.2-2" },
        { V5, Server, "B8 (0001 () 00)", 0x81, "MQTT-2.1.3-1" },
        { Versions.All, Client, "90 (0001 () 00)", 0x82, "2.2.1", "2.1.2" },
        { Versions.All, Client, "B0 (0001)", 0x82, "2.2.1", "2.1.2" },
        { Versions.All, Server, "90 (0000 () 00)", 0x82, "MQTT-2.3.1-7", "MQTT-2.2.1-6" },
        { Versions.All, Server, "B0 (0000 () 00)", 0x82, "MQTT-2.3.1-7", "MQTT-2.2.1-6" },
        { Versions.All, Server, "90 ()", 0x81, "2.2.3", "2.1.4" },
        { Versions.All, Server, "B0 (00)", 0x81, "2.2.3", "2.1.4" },
        { V5, Server, "90 (0001)", 0x81, "2.1.4" },
        { V5, Server, "B0 (0001)", 0x81, "2.1.4" },
        { V3, Server, "90 (0001)", 0x81, "MQTT-3.8.4-5" },
        { V5, Server, "90 (0001 ())", 0x81, "MQTT-3.8.4-6" },
        { V5, Server, "B0 (0001 ())", 0x81, "MQTT-3.11.3-1" },
        { V3, Server, "B0 (0001 00)", 0x81, "2.2.3" },
        { V3, Server, "90 (0001 03)", 0x82, "MQTT-3.9.3-2" },
        { V3, Server, "90 (0001 00 87)", 0x82, "MQTT-3.9.3-2" },
        { V5, Server, "90 (0001 () 00 03)", 0x82, "MQTT-3.9.3-2" },
        { V5, Server, "90 (0001 () 11)", 0x82, "MQTT-3.9.3-2" },
        { V5, Server, "B0 (0001 () 01)", 0x82, "MQTT-3.11.3-2" },
        { V5, Server, "B0 (0001 () 00 97)", 0x82, "MQTT-3.11.3-2" },
        { V5, Server, "90 (0001 (0B 01) 00)", 0x81, "2.2.2.2" },
        { V5, Server, "90 (0001 (1F 'a' 1F 'a') 00)", 0x82, "2.2.2.2" },
        { V5, Server, "B0 (0001 (1F [F0 82 82 AC]) 00)", 0x81, "MQTT-1.5.4-1" },
    };
}
