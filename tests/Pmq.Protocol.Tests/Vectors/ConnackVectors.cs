using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.Tests.Versions;

namespace Pmq.Protocol.Tests;

/// <summary>CONNACK. Every reason code of 5.0 is gone through by <see cref="ReasonCodeTests"/>.</summary>
internal static class ConnackVectors
{
    public static VectorTable All { get; } = new()
    {
        { V3, Server, "20 (00 00)", "CONNACK Accepted" },
        { V311, Server, "20 (01 00)", "CONNACK Accepted present" },
        { V3, Server, "20 (00 01)", "CONNACK UnacceptableProtocolVersion" },
        { V3, Server, "20 (00 02)", "CONNACK IdentifierRejected" },
        { V3, Server, "20 (00 03)", "CONNACK ServerUnavailable" },
        { V3, Server, "20 (00 04)", "CONNACK BadUserNameOrPassword" },
        { V3, Server, "20 (00 05)", "CONNACK NotAuthorized" },
        { V5, Server, "20 (00 00 ())", "CONNACK Success" },
        { V5, Server, "20 (01 00 ())", "CONNACK Success present" },
        { V5, Server, "20 (00 84 ())", "CONNACK UnsupportedProtocolVersion" },
        { V5, Server, "20 (00 8C (1F 'no'))", "CONNACK BadAuthenticationMethod {ReasonString='no'}" },
        { V5, Server, "20 (00 9D (1C 'b:1883'))", "CONNACK ServerMoved {ServerReference='b:1883'}" },
        { V5, Server, "20 (00 00 (12 'x1' 13 001E 1A '/r/' 15 'm' 16 [FF]))", @"CONNACK Success {AssignedClientIdentifier='x1', ServerKeepAlive=30, ResponseInformation='/r/', AuthenticationMethod='m', AuthenticationData='\xFF'}" },
        { V5, Server, "20 (01 00 (24 01 25 00 28 00 29 00 2A 00))", "CONNACK Success present {MaximumQoS=1, RetainAvailable=0, WildcardSubscriptionAvailable=0, SubscriptionIdentifierAvailable=0, SharedSubscriptionAvailable=0}" },

        { V3, Server, "20 ()", 0x81, "2.2.3" },
        { V3, Server, "20 (00)", 0x81, "2.2.3" },
        { V5, Server, "20 (00)", 0x81, "2.1.4" },
        { V5, Server, "20 (00 00)", 0x81, "2.1.4" },
        { V3, Server, "20 (00 00 00)", 0x81, "2.2.3" },
        { V5, Server, "20 (00 00 () 00)", 0x81, "2.1.4" },
        { V311, Server, "20 (02 00)", 0x81, "3.2.2.1" },
        { V311, Server, "20 (81 00)", 0x81, "3.2.2.1" },
        { V5, Server, "20 (02 00 ())", 0x81, "MQTT-3.2.2-1" },
        { V5, Server, "20 (80 00 ())", 0x81, "MQTT-3.2.2-1" },
        { V3, Server, "20 (00 06)", 0x82, "3.2.2.3" },
        { V3, Server, "20 (00 FF)", 0x82, "3.2.2.3" },
        { V5, Server, "20 (00 01 ())", 0x82, "MQTT-3.2.2-8" },
        { V5, Server, "20 (00 8B ())", 0x82, "MQTT-3.2.2-8" },
        { V5, Server, "20 (00 FF ())", 0x82, "MQTT-3.2.2-8" },
        { V311, Server, "20 (01 05)", 0x82, "MQTT-3.2.2-4" },
        { V5, Server, "20 (01 87 ())", 0x82, "MQTT-3.2.2-6" },
        { V5, Server, "20 (00 00 (16 [01]))", 0x82, "3.1.2.11.10" },
        { V5, Server, "20 (00 00 (24 02))", 0x82, "2.2.2.2" },
        { V5, Server, "20 (00 00 (12 [80]))", 0x81, "MQTT-1.5.4-1" },
        { V5, Server, "20 (00 00 (1F [00]))", 0x81, "MQTT-1.5.4-2" },
        { V5, Server, "20 (00 00 03 13 00)", 0x81, "2.1.4" },
        { Versions.All, Client, "20 (00 00)", 0x82, "2.2.1", "2.1.2" },
    };
}
