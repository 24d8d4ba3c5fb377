using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.Tests.Versions;

namespace Pmq.Protocol.Tests;

/// <summary>Strings, as the topic of a PUBLISH: the byte after the topic is a payload, or the length of no properties.</summary>
internal static class TextVectors
{
    public static VectorTable All { get; } = new()
    {
        // Characters at the ends of each length of UTF-8.
        { V311, Client, "30 ([7F])", @"PUBLISH q0 '\x7F'=''" },
        { V311, Client, "30 ([01])", @"PUBLISH q0 '\x01'=''" },
        { V311, Client, "30 ([C2 80])", @"PUBLISH q0 '\xC2\x80'=''" },
        { V311, Client, "30 ([DF BF])", @"PUBLISH q0 '\xDF\xBF'=''" },
        { V311, Client, "30 ([E0 A0 80])", @"PUBLISH q0 '\xE0\xA0\x80'=''" },
        { V311, Client, "30 ([ED 9F BF])", @"PUBLISH q0 '\xED\x9F\xBF'=''" },
        { V311, Client, "30 ([EE 80 80])", @"PUBLISH q0 '\xEE\x80\x80'=''" },
        { V311, Client, "30 ([EF BF BF])", @"PUBLISH q0 '\xEF\xBF\xBF'=''" },
        { V311, Client, "30 ([F0 90 80 80])", @"PUBLISH q0 '\xF0\x90\x80\x80'=''" },
        { V311, Client, "30 ([F4 8F BF BF])", @"PUBLISH q0 '\xF4\x8F\xBF\xBF'=''" },
        { V5, Client, "30 ([F4 8F BF BF] ())", @"PUBLISH q0 '\xF4\x8F\xBF\xBF'=''" },
        { V5, Client, "30 ([EF BF BE] ())", @"PUBLISH q0 '\xEF\xBF\xBE'=''" },

        // The byte order mark is a character like any other.
        { V311, Client, "30 ([EF BB BF])", @"PUBLISH q0 '\xEF\xBB\xBF'=''" },
        { V311, Client, "30 ([EF BB BF 61])", @"PUBLISH q0 '\xEF\xBB\xBFa'=''" },
        { V5, Client, "30 ([61 EF BB BF 2F] ())", @"PUBLISH q0 'a\xEF\xBB\xBF/'=''" },

        // A continuation without a beginning, and bytes that begin nothing.
        { Versions.All, Client, "30 ([80] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([BF] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([61 80] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([F5 80 80 80] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([F8 88 80 80 80] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([FE] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([FF] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },

        // Characters that break off.
        { Versions.All, Client, "30 ([C3] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([E6 BC] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([F0 9F 98] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([C3 61] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([E6 61 A2] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([F0 9F C3 A9] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },

        // Longer than needed.
        { Versions.All, Client, "30 ([C0 80] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([C0 AF] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([C1 BF] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([E0 80 80] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([E0 9F BF] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([F0 80 80 AF] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([F0 8F BF BF] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },

        // Beyond the last character, and surrogates.
        { Versions.All, Client, "30 ([F4 90 80 80] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([ED A0 80] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([ED BF BF] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },
        { Versions.All, Client, "30 ([ED A0 BD ED B8 80] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1" },

        // U+0000 anywhere.
        { Versions.All, Client, "30 ([00 61] ())", 0x81, "MQTT-1.5.3-2", "MQTT-1.5.4-2" },
        { Versions.All, Client, "30 ([61 2F 00] ())", 0x81, "MQTT-1.5.3-2", "MQTT-1.5.4-2" },
        { Versions.All, Client, "30 ([F0 9F 98 80 00] ())", 0x81, "MQTT-1.5.3-2", "MQTT-1.5.4-2" },
    };
}
