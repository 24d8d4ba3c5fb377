using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.Tests.Versions;

namespace Pmq.Protocol.Tests;

/// <summary>PINGREQ, PINGRESP, DISCONNECT and AUTH.</summary>
internal static class ControlVectors
{
    public static VectorTable Ping { get; } = new()
    {
        { All, Client, "C0 ()", "PINGREQ" },
        { All, Server, "D0 ()", "PINGRESP" },
        { All, Client, "C0 (00)", 0x81, "2.2.3", "2.1.4" },
        { All, Server, "D0 (C0 00)", 0x81, "2.2.3", "2.1.4" },
        { All, Client, "C1 ()", 0x81, "MQTT-2.2.2-2", "MQTT-2.1.3-1" },
        { All, Client, "C8 ()", 0x81, "MQTT-2.2.2-2", "MQTT-2.1.3-1" },
        { All, Server, "D2 ()", 0x81, "MQTT-2.2.2-2", "MQTT-2.1.3-1" },
        { All, Server, "DF ()", 0x81, "MQTT-2.2.2-2", "MQTT-2.1.3-1" },
        { All, Server, "C0 ()", 0x82, "2.2.1", "2.1.2" },
        { All, Client, "D0 ()", 0x82, "2.2.1", "2.1.2" },
    };

    public static VectorTable Disconnect { get; } = new()
    {
        { V3, Client, "E0 ()", "DISCONNECT Success" },
        { V5, Client, "E0 ()", "DISCONNECT Success" },
        { V5, Server, "E0 ()", "DISCONNECT Success" },
        { V5, Client, "E0 (00)", "DISCONNECT Success", "E0 ()" },
        { V5, Client, "E0 (00 ())", "DISCONNECT Success", "E0 ()" },
        { V5, Client, "E0 (04)", "DISCONNECT DisconnectWithWill" },
        { V5, Client, "E0 (04 ())", "DISCONNECT DisconnectWithWill", "E0 (04)" },
        { V5, Client, "E0 (00 (11 00000000))", "DISCONNECT Success {SessionExpiryInterval=0}" },
        { V5, Client, "E0 (04 (11 0000003C 1F 'bye' 26 'k' 'v'))", "DISCONNECT DisconnectWithWill {SessionExpiryInterval=60, ReasonString='bye', UserProperty='k':'v'}" },
        { V5, Server, "E0 (8E)", "DISCONNECT SessionTakenOver" },
        { V5, Server, "E0 (9C (1C 'b:1883'))", "DISCONNECT UseAnotherServer {ServerReference='b:1883'}" },
        { V5, Server, "E0 (00 (1F 'bye'))", "DISCONNECT Success {ReasonString='bye'}" },

        { All, Client, "E1 ()", 0x81, "MQTT-3.14.1-1" },
        { All, Client, "E2 ()", 0x81, "MQTT-3.14.1-1" },
        { V5, Server, "E8 ()", 0x81, "MQTT-3.14.1-1" },
        { V3, Server, "E0 ()", 0x82, "2.2.1" },
        { V3, Client, "E0 (00)", 0x81, "2.2.3" },
        { V3, Client, "E0 (04 ())", 0x81, "2.2.3" },
        { V5, Client, "E0 (00 () 00)", 0x81, "2.1.4" },
        { V5, Client, "E0 (00 05)", 0x81, "2.1.4" },
        { V5, Client, "E0 (00 (11 0000))", 0x81, "2.1.4" },
        { V5, Client, "E0 (01)", 0x82, "MQTT-3.14.2-1" },
        { V5, Client, "E0 (8E)", 0x82, "MQTT-3.14.2-1" },
        { V5, Client, "E0 (89)", 0x82, "MQTT-3.14.2-1" },
        { V5, Client, "E0 (FF)", 0x82, "MQTT-3.14.2-1" },
        { V5, Server, "E0 (04)", 0x82, "MQTT-3.14.2-1" },
        { V5, Server, "E0 (92)", 0x82, "MQTT-3.14.2-1" },
        { V5, Server, "E0 (8B (11 00000001))", 0x82, "MQTT-3.14.2-2" },
        { V5, Client, "E0 (00 (11 00000001 11 00000001))", 0x82, "2.2.2.2" },
        { V5, Client, "E0 (80 (1F [ED AF BF]))", 0x81, "MQTT-1.5.4-1" },
        { V5, Server, "E0 (9D (1C [00]))", 0x81, "MQTT-1.5.4-2" },
    };

    public static VectorTable Auth { get; } = new()
    {
        { V5, Client, "F0 (18 (15 'm' 16 [01 02]))", @"AUTH ContinueAuthentication {AuthenticationMethod='m', AuthenticationData='\x01\x02'}" },
        { V5, Server, "F0 (18 (16 [] 15 'm'))", "AUTH ContinueAuthentication {AuthenticationData='', AuthenticationMethod='m'}" },
        { V5, Client, "F0 (19 (15 'm'))", "AUTH ReAuthenticate {AuthenticationMethod='m'}" },
        { V5, Server, "F0 (00 (15 'm' 1F 'ok' 26 'k' 'v'))", "AUTH Success {AuthenticationMethod='m', ReasonString='ok', UserProperty='k':'v'}" },
        { V5, Server, "F0 ()", "AUTH Success" },
        { V5, Server, "F0 (00 ())", "AUTH Success", "F0 ()" },

        { V3, Client, "F0 (18 (15 'm'))", 0x81, "2.2.1" },
        { V3, Server, "F0 ()", 0x81, "2.2.1" },
        { V5, Client, "F1 (18 (15 'm'))", 0x81, "MQTT-3.15.1-1" },
        { V5, Server, "F8 ()", 0x81, "MQTT-3.15.1-1" },
        { V5, Client, "F0 ()", 0x82, "MQTT-3.15.2-1" },
        { V5, Client, "F0 (00 (15 'm'))", 0x82, "MQTT-3.15.2-1" },
        { V5, Server, "F0 (19 (15 'm'))", 0x82, "MQTT-3.15.2-1" },
        { V5, Client, "F0 (87 (15 'm'))", 0x82, "MQTT-3.15.2-1" },
        { V5, Client, "F0 (18 ())", 0x82, "3.15.2.2.2" },
        { V5, Client, "F0 (19 (1F 'x'))", 0x82, "3.15.2.2.2" },
        { V5, Server, "F0 (00 (1F 'x'))", 0x82, "3.15.2.2.2" },
        { V5, Client, "F0 (18 (16 [01]))", 0x82, "3.1.2.11.10" },
        { V5, Client, "F0 (18 (15 'm') 00)", 0x81, "2.1.4" },
        { V5, Client, "F0 (18 07 15 'm')", 0x81, "2.1.4" },
        { V5, Client, "F0 (18 (15 [ED A0 80]))", 0x81, "MQTT-1.5.4-1" },
        { V5, Client, "F0 (18 (15 'm' 11 00000001))", 0x81, "2.2.2.2" },
    };
}
