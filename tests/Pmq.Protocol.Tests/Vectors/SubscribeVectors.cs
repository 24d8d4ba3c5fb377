using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.Tests.Versions;

namespace Pmq.Protocol.Tests;

/// <summary>SUBSCRIBE and UNSUBSCRIBE.</summary>
internal static class SubscribeVectors
{
    public static VectorTable Valid { get; } = new()
    {
        { V3, Client, "82 (0001 't' 00)", "SUBSCRIBE #1 't'(q0)" },
        { V3, Client, "82 (FFFF 'a/b' 01 'c' 02)", "SUBSCRIBE #65535 'a/b'(q1) 'c'(q2)" },
        { V5, Client, "82 (0001 () 't' 00)", "SUBSCRIBE #1 't'(q0)" },
        { V5, Client, "82 (0001 () 't' 01 't' 02)", "SUBSCRIBE #1 't'(q1) 't'(q2)" },
        { V5, Client, "82 (0001 () 't' 04)", "SUBSCRIBE #1 't'(q0 nl)" },
        { V5, Client, "82 (0001 () 't' 09)", "SUBSCRIBE #1 't'(q1 rap)" },
        { V5, Client, "82 (0001 () 't' 12)", "SUBSCRIBE #1 't'(q2 rh1)" },
        { V5, Client, "82 (0001 () 't' 2E)", "SUBSCRIBE #1 't'(q2 nl rap rh2)" },
        { V5, Client, "82 (0001 (0B 01) 't' 00)", "SUBSCRIBE #1 't'(q0) {SubscriptionIdentifier=1}" },
        { V5, Client, "82 (0001 (0B FF FF FF 7F 26 'k' 'v') 't' 00)", "SUBSCRIBE #1 't'(q0) {SubscriptionIdentifier=268435455, UserProperty='k':'v'}" },
        { V3, Client, "A2 (0001 't')", "UNSUBSCRIBE #1 't'" },
        { V3, Client, "A2 (0100 'a' 'b' 'a')", "UNSUBSCRIBE #256 'a' 'b' 'a'" },
        { V5, Client, "A2 (0001 () 't')", "UNSUBSCRIBE #1 't'" },
        { V5, Client, "A2 (0001 (26 'k' 'v') 'a' '#')", "UNSUBSCRIBE #1 'a' '#' {UserProperty='k':'v'}" },

        // MQTT 3.1 marks a repeat.
        { V31, Client, "8A (0001 't' 00)", "SUBSCRIBE #1 't'(q0)", "82 (0001 't' 00)" },
        { V31, Client, "AA (0001 't')", "UNSUBSCRIBE #1 't'", "A2 (0001 't')" },

        // Wildcards.
        { V3, Client, "82 (0001 '#' 00)", "SUBSCRIBE #1 '#'(q0)" },
        { V3, Client, "82 (0001 '+' 00)", "SUBSCRIBE #1 '+'(q0)" },
        { V3, Client, "82 (0001 '/#' 00)", "SUBSCRIBE #1 '/#'(q0)" },
        { V3, Client, "82 (0001 '+/+' 00)", "SUBSCRIBE #1 '+/+'(q0)" },
        { V5, Client, "82 (0001 () '/+/a/+/#' 00)", "SUBSCRIBE #1 '/+/a/+/#'(q0)" },
        { V5, Client, "82 (0001 () '/+' 00)", "SUBSCRIBE #1 '/+'(q0)" },
        { V5, Client, "82 (0001 () '+/' 00)", "SUBSCRIBE #1 '+/'(q0)" },
        { V5, Client, "82 (0001 () '$SYS/#' 00)", "SUBSCRIBE #1 '$SYS/#'(q0)" },
        { V5, Client, "82 (0001 () '/' 00 '//' 00 ' ' 00)", "SUBSCRIBE #1 '/'(q0) '//'(q0) ' '(q0)" },
        { V5, Client, "82 (0001 () 'é/+' 00)", @"SUBSCRIBE #1 '\xC3\xA9/+'(q0)" },

        // Shared subscriptions; before 5.0 the name means nothing to the codec.
        { V5, Client, "82 (0001 () '$share/g/t' 00)", "SUBSCRIBE #1 '$share/g/t'(q0)" },
        { V5, Client, "82 (0001 () '$share/group one/a/+/#' 01)", "SUBSCRIBE #1 '$share/group one/a/+/#'(q1)" },
        { V5, Client, "82 (0001 () '$share/g//' 00)", "SUBSCRIBE #1 '$share/g//'(q0)" },
        { V5, Client, "82 (0001 () '$share/g/#' 00)", "SUBSCRIBE #1 '$share/g/#'(q0)" },
        { V5, Client, "82 (0001 () '$share' 04)", "SUBSCRIBE #1 '$share'(q0 nl)" },
        { V5, Client, "82 (0001 () '$shared/g/t' 04)", "SUBSCRIBE #1 '$shared/g/t'(q0 nl)" },
        { V5, Client, "82 (0001 () '/$share/g/t' 04)", "SUBSCRIBE #1 '/$share/g/t'(q0 nl)" },
        { V5, Client, "A2 (0001 () '$share/g/t')", "UNSUBSCRIBE #1 '$share/g/t'" },
        { V3, Client, "82 (0001 '$share/g/t' 00)", "SUBSCRIBE #1 '$share/g/t'(q0)" },
        { V3, Client, "82 (0001 '$share//t' 00)", "SUBSCRIBE #1 '$share//t'(q0)" },
        { V3, Client, "82 (0001 '$share/g' 00)", "SUBSCRIBE #1 '$share/g'(q0)" },
    };

    public static VectorTable Refused { get; } = new()
    {
        // Flags.
        { Versions.All, Client, "80 (0001 't' 00)", 0x81, "MQTT-3.8.1-1" },
        { Versions.All, Client, "81 (0001 't' 00)", 0x81, "MQTT-3.8.1-1" },
        { Versions.All, Client, "83 (0001 't' 00)", 0x81, "MQTT-3.8.1-1" },
        { Versions.All, Client, "84 (0001 't' 00)", 0x81, "MQTT-3.8.1-1" },
        { Since311, Client, "8A (0001 't' 00)", 0x81, "MQTT-3.8.1-1" },
        { V31, Client, "8B (0001 't' 00)", 0x81, "MQTT-3.8.1-1" },
        { Versions.All, Client, "A0 (0001 't')", 0x81, "MQTT-3.10.1-1" },
        { Versions.All, Client, "A3 (0001 't')", 0x81, "MQTT-3.10.1-1" },
        { Versions.All, Client, "A6 (0001 't')", 0x81, "MQTT-3.10.1-1" },
        { Since311, Client, "AA (0001 't')", 0x81, "MQTT-3.10.1-1" },

        // Packet identifiers, missing and cut fields, no filter.
        { V3, Client, "82 (0000 't' 00)", 0x82, "MQTT-2.3.1-1" },
        { V5, Client, "82 (0000 () 't' 00)", 0x82, "MQTT-2.2.1-3" },
        { V3, Client, "A2 (0000 't')", 0x82, "MQTT-2.3.1-1" },
        { V5, Client, "A2 (0000 () 't')", 0x82, "MQTT-2.2.1-3" },
        { Versions.All, Client, "82 ()", 0x81, "2.2.3", "2.1.4" },
        { Versions.All, Client, "82 (00)", 0x81, "2.2.3", "2.1.4" },
        { Versions.All, Client, "A2 ()", 0x81, "2.2.3", "2.1.4" },
        { V5, Client, "82 (0001)", 0x81, "2.1.4" },
        { V5, Client, "A2 (0001)", 0x81, "2.1.4" },
        { V3, Client, "82 (0001)", 0x82, "MQTT-3.8.3-3" },
        { V5, Client, "82 (0001 ())", 0x82, "MQTT-3.8.3-2" },
        { V3, Client, "A2 (0001)", 0x82, "MQTT-3.10.3-2" },
        { V5, Client, "A2 (0001 ())", 0x82, "MQTT-3.10.3-2" },
        { V3, Client, "82 (0001 't')", 0x81, "2.2.3" },
        { V3, Client, "82 (0001 't' 00 'u')", 0x81, "2.2.3" },
        { V3, Client, "82 (0001 't' 00 00)", 0x81, "2.2.3" },
        { V3, Client, "82 (0001 0002 |t|)", 0x81, "2.2.3" },
        { V5, Client, "82 (0001 () 't')", 0x81, "2.1.4" },
        { V5, Client, "82 (0001 () 't' 00 0005 |u|)", 0x81, "2.1.4" },
        { V3, Client, "A2 (0001 't' 00)", 0x81, "2.2.3" },
        { V5, Client, "A2 (0001 () 0002 |t|)", 0x81, "2.1.4" },

        // Options.
        { V3, Client, "82 (0001 't' 03)", 0x82, "MQTT-3.8.3-4" },
        { V3, Client, "82 (0001 't' 04)", 0x81, "MQTT-3.8.3-4" },
        { V3, Client, "82 (0001 't' 80)", 0x81, "MQTT-3.8.3-4" },
        { V3, Client, "82 (0001 't' 01 'u' 20)", 0x81, "MQTT-3.8.3-4" },
        { V5, Client, "82 (0001 () 't' 03)", 0x82, "3.8.3.1" },
        { V5, Client, "82 (0001 () 't' 30)", 0x82, "3.8.3.1" },
        { V5, Client, "82 (0001 () 't' 40)", 0x81, "MQTT-3.8.3-5" },
        { V5, Client, "82 (0001 () 't' 80)", 0x81, "MQTT-3.8.3-5" },
        { V5, Client, "82 (0001 () '$share/g/t' 04)", 0x82, "MQTT-3.8.3-4" },
        { V5, Client, "82 (0001 () 't' 04 '$share/g/t' 04)", 0x82, "MQTT-3.8.3-4" },

        // Filters.
        { V3, Client, "82 (0001 '' 00)", 0x8F, "MQTT-4.7.3-1" },
        { V5, Client, "82 (0001 () '' 00)", 0x8F, "MQTT-4.7.3-1" },
        { V3, Client, "A2 (0001 '')", 0x8F, "MQTT-4.7.3-1" },
        { V5, Client, "A2 (0001 () 'a' '')", 0x8F, "MQTT-4.7.3-1" },
        { V3, Client, "82 (0001 'a#' 00)", 0x8F, "MQTT-4.7.1-2" },
        { V3, Client, "82 (0001 'a/#/b' 00)", 0x8F, "MQTT-4.7.1-2" },
        { V3, Client, "82 (0001 '#/' 00)", 0x8F, "MQTT-4.7.1-2" },
        { V3, Client, "82 (0001 '##' 00)", 0x8F, "MQTT-4.7.1-2" },
        { V3, Client, "82 (0001 '#a' 00)", 0x8F, "MQTT-4.7.1-2" },
        { V5, Client, "82 (0001 () 'a/b#' 00)", 0x8F, "MQTT-4.7.1-1" },
        { V5, Client, "82 (0001 () '#/a' 00)", 0x8F, "MQTT-4.7.1-1" },
        { V5, Client, "82 (0001 () '+#' 00)", 0x8F, "MQTT-4.7.1-1" },
        { V3, Client, "82 (0001 'a+' 00)", 0x8F, "MQTT-4.7.1-3" },
        { V3, Client, "82 (0001 '+a' 00)", 0x8F, "MQTT-4.7.1-3" },
        { V3, Client, "82 (0001 'a/+b/c' 00)", 0x8F, "MQTT-4.7.1-3" },
        { V3, Client, "82 (0001 '++' 00)", 0x8F, "MQTT-4.7.1-3" },
        { V5, Client, "82 (0001 () 'a/b+' 00)", 0x8F, "MQTT-4.7.1-2" },
        { V5, Client, "82 (0001 () '/+é' 00)", 0x8F, "MQTT-4.7.1-2" },
        { V3, Client, "A2 (0001 'a#')", 0x8F, "MQTT-4.7.1-2" },
        { V5, Client, "A2 (0001 () 'a+')", 0x8F, "MQTT-4.7.1-2" },
        { V3, Client, "82 (0001 [C3 28] 00)", 0x81, "MQTT-1.5.3-1" },
        { V5, Client, "82 (0001 () [C3 28] 00)", 0x81, "MQTT-1.5.4-1" },
        { V3, Client, "82 (0001 [61 00] 00)", 0x81, "MQTT-1.5.3-2" },
        { V5, Client, "A2 (0001 () [00])", 0x81, "MQTT-1.5.4-2" },
        { V3, Client, "A2 (0001 [FF])", 0x81, "MQTT-1.5.3-1" },

        // Shared subscriptions.
        { V5, Client, "82 (0001 () '$share/' 00)", 0x8F, "MQTT-4.8.2-1" },
        { V5, Client, "82 (0001 () '$share//t' 00)", 0x8F, "MQTT-4.8.2-1" },
        { V5, Client, "82 (0001 () '$share/g' 00)", 0x8F, "MQTT-4.8.2-2" },
        { V5, Client, "82 (0001 () '$share/g/' 00)", 0x8F, "MQTT-4.8.2-2" },
        { V5, Client, "82 (0001 () '$share/g+/t' 00)", 0x8F, "MQTT-4.8.2-2" },
        { V5, Client, "82 (0001 () '$share/+/t' 00)", 0x8F, "MQTT-4.8.2-2" },
        { V5, Client, "82 (0001 () '$share/#/t' 00)", 0x8F, "MQTT-4.8.2-2" },
        { V5, Client, "82 (0001 () '$share/#' 00)", 0x8F, "MQTT-4.8.2-2" },
        { V5, Client, "82 (0001 () '$share/g/a#' 00)", 0x8F, "MQTT-4.7.1-1" },
        { V5, Client, "82 (0001 () '$share/g/+a' 00)", 0x8F, "MQTT-4.7.1-2" },
        { V5, Client, "A2 (0001 () '$share/g')", 0x8F, "MQTT-4.8.2-2" },
        { V3, Client, "82 (0001 '$share/g/a#' 00)", 0x8F, "MQTT-4.7.1-2" },

        // Properties.
        { V5, Client, "82 (0001 (0B 00) 't' 00)", 0x82, "2.2.2.2" },
        { V5, Client, "82 (0001 (0B 01 0B 02) 't' 00)", 0x82, "2.2.2.2" },
        { V5, Client, "82 (0001 (0B 81 80 80 80 01) 't' 00)", 0x81, "1.5.5" },
        { V5, Client, "82 (0001 (0B 81 00) 't' 00)", 0x81, "MQTT-1.5.5-1" },
        { V5, Client, "82 (0001 (1F 'x') 't' 00)", 0x81, "2.2.2.2" },
        { V5, Client, "A2 (0001 (0B 01) 't')", 0x81, "2.2.2.2" },
        { V5, Client, "A2 (0001 05 't')", 0x81, "2.1.4" },
        { V5, Client, "A2 (0001 (26 'k' [ED B0 80]) 't')", 0x81, "MQTT-1.5.4-1" },
        { Versions.All, Server, "82 (0001 () 't' 00)", 0x82, "2.2.1", "2.1.2" },
        { Versions.All, Server, "A2 (0001 () 't')", 0x82, "2.2.1", "2.1.2" },
    };
}
