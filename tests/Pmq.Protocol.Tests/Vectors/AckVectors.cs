using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.Tests.Versions;

namespace Pmq.Protocol.Tests;

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP. Every reason code is gone through by <see cref="ReasonCodeTests"/>.</summary>
internal static class AckVectors
{
    public static VectorTable All { get; } = new()
    {
        { Versions.All, Client, "40 (0001)", "PUBACK #1 Success" },
        { Versions.All, Server, "50 (FFFF)", "PUBREC #65535 Success" },
        { Versions.All, Client, "62 (0100)", "PUBREL #256 Success" },
        { Versions.All, Server, "70 (00FF)", "PUBCOMP #255 Success" },
        { V31, Client, "6A (0100)", "PUBREL #256 Success", "62 (0100)" },
        { V5, Client, "40 (0001 10)", "PUBACK #1 NoMatchingSubscribers" },
        { V5, Server, "50 (0001 97)", "PUBREC #1 QuotaExceeded" },
        { V5, Client, "62 (0001 92)", "PUBREL #1 PacketIdentifierNotFound" },
        { V5, Server, "70 (0001 92)", "PUBCOMP #1 PacketIdentifierNotFound" },
        { V5, Server, "40 (0001 00 (1F 'ok'))", "PUBACK #1 Success {ReasonString='ok'}" },
        { V5, Client, "50 (0001 87 (1F 'no' 26 'k' 'v'))", "PUBREC #1 NotAuthorized {ReasonString='no', UserProperty='k':'v'}" },
        { V5, Server, "62 (0001 00 (26 'k' 'v' 26 'k' 'v'))", "PUBREL #1 Success {UserProperty='k':'v', UserProperty='k':'v'}" },
        { V5, Client, "70 (0001 92 (1F ''))", "PUBCOMP #1 PacketIdentifierNotFound {ReasonString=''}" },

        // What says nothing may be left out, and need not.
        { V5, Client, "40 (0001 00)", "PUBACK #1 Success", "40 (0001)" },
        { V5, Client, "50 (0001 00 ())", "PUBREC #1 Success", "50 (0001)" },
        { V5, Server, "62 (0001 00)", "PUBREL #1 Success", "62 (0001)" },
        { V5, Server, "70 (0001 92 ())", "PUBCOMP #1 PacketIdentifierNotFound", "70 (0001 92)" },

        // Flags.
        { V311, Client, "41 (0001)", 0x81, "MQTT-2.2.2-2" },
        { V5, Server, "48 (0001)", 0x81, "MQTT-2.1.3-1" },
        { V311, Server, "52 (0001)", 0x81, "MQTT-2.2.2-2" },
        { V5, Client, "54 (0001)", 0x81, "MQTT-2.1.3-1" },
        { V311, Client, "72 (0001)", 0x81, "MQTT-2.2.2-2" },
        { V5, Server, "71 (0001)", 0x81, "MQTT-2.1.3-1" },
        { Versions.All, Client, "60 (0001)", 0x81, "MQTT-3.6.1-1" },
        { Versions.All, Server, "63 (0001)", 0x81, "MQTT-3.6.1-1" },
        { Versions.All, Client, "66 (0001)", 0x81, "MQTT-3.6.1-1" },
        { Since311, Client, "6A (0001)", 0x81, "MQTT-3.6.1-1" },
        { V31, Client, "6B (0001)", 0x81, "MQTT-3.6.1-1" },

        // Packet identifiers.
        { Versions.All, Client, "40 (0000)", 0x82, "MQTT-2.3.1-6", "MQTT-2.2.1-5" },
        { Versions.All, Server, "50 (0000)", 0x82, "MQTT-2.3.1-6", "MQTT-2.2.1-5" },
        { Versions.All, Client, "62 (0000)", 0x82, "MQTT-2.3.1-6", "MQTT-2.2.1-5" },
        { Versions.All, Server, "70 (0000)", 0x82, "MQTT-2.3.1-6", "MQTT-2.2.1-5" },

        // Fields missing or too many.
        { Versions.All, Client, "40 ()", 0x81, "2.2.3", "2.1.4" },
        { Versions.All, Client, "50 (00)", 0x81, "2.2.3", "2.1.4" },
        { Versions.All, Server, "62 ()", 0x81, "2.2.3", "2.1.4" },
        { Versions.All, Server, "70 (01)", 0x81, "2.2.3", "2.1.4" },
        { V3, Client, "40 (0001 00)", 0x81, "2.2.3" },
        { V3, Server, "50 (0001 00 00)", 0x81, "2.2.3" },
        { V3, Client, "62 (0001 0002)", 0x81, "2.2.3" },
        { V3, Server, "70 (0001 00)", 0x81, "2.2.3" },
        { V5, Client, "40 (0001 00 () 00)", 0x81, "2.1.4" },
        { V5, Server, "62 (0001 00 (1F 'a') 00)", 0x81, "2.1.4" },
        { V5, Client, "50 (0001 00 05)", 0x81, "2.1.4" },
        { V5, Client, "50 (0001 00 (1F 0005 |a|))", 0x81, "2.1.4" },

        // Reason codes.
        { V5, Client, "40 (0001 01)", 0x82, "MQTT-3.4.2-1" },
        { V5, Client, "40 (0001 92)", 0x82, "MQTT-3.4.2-1" },
        { V5, Server, "50 (0001 92)", 0x82, "MQTT-3.5.2-1" },
        { V5, Client, "62 (0001 10)", 0x82, "MQTT-3.6.2-1" },
        { V5, Server, "70 (0001 80)", 0x82, "MQTT-3.7.2-1" },
        { V5, Server, "70 (0001 FF)", 0x82, "MQTT-3.7.2-1" },

        // Properties.
        { V5, Client, "40 (0001 00 (1F 'a' 1F 'b'))", 0x82, "2.2.2.2" },
        { V5, Client, "50 (0001 00 (11 00000001))", 0x81, "2.2.2.2" },
        { V5, Client, "62 (0001 00 (1F [80]))", 0x81, "MQTT-1.5.4-1" },
        { V5, Client, "70 (0001 00 (26 'k' [00]))", 0x81, "MQTT-1.5.4-2" },
    };
}
