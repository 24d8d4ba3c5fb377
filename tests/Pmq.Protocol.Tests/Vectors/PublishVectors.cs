using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.Tests.Versions;

namespace Pmq.Protocol.Tests;

/// <summary>PUBLISH from either side.</summary>
internal static class PublishVectors
{
    public static VectorTable Valid { get; } = new()
    {
        { V3, Client, "30 ('t' |x|)", "PUBLISH q0 't'='x'" },
        { V3, Server, "31 ('t' |x|)", "PUBLISH q0 retain 't'='x'" },
        { V3, Client, "30 ('t')", "PUBLISH q0 't'=''" },
        { V3, Client, "31 ('t')", "PUBLISH q0 retain 't'=''" },
        { V3, Client, "32 ('t' 0001 |x|)", "PUBLISH q1 #1 't'='x'" },
        { V3, Server, "3A ('t' FFFF |x|)", "PUBLISH q1 dup #65535 't'='x'" },
        { V3, Client, "34 ('t' 0100)", "PUBLISH q2 #256 't'=''" },
        { V3, Client, "3D ('t' 0007 |x|)", "PUBLISH q2 dup retain #7 't'='x'" },
        { V3, Client, "33 ('t' 0007 00)", @"PUBLISH q1 retain #7 't'='\x00'" },
        { V5, Client, "30 ('t' () |x|)", "PUBLISH q0 't'='x'" },
        { V5, Server, "31 ('t' () |x|)", "PUBLISH q0 retain 't'='x'" },
        { V5, Client, "30 ('t' ())", "PUBLISH q0 't'=''" },
        { V5, Client, "32 ('t' 0001 () |x|)", "PUBLISH q1 #1 't'='x'" },
        { V5, Server, "3B ('t' FFFF () |x|)", "PUBLISH q1 dup retain #65535 't'='x'" },
        { V5, Client, "34 ('t' 0100 ())", "PUBLISH q2 #256 't'=''" },
        { V5, Client, "3C ('t' 0007 () |x|)", "PUBLISH q2 dup #7 't'='x'" },

        // At QoS 0 there is no packet identifier: these bytes are payload.
        { V3, Client, "30 ('t' 0007)", @"PUBLISH q0 't'='\x00\x07'" },
        { V5, Client, "30 ('t' () 0007)", @"PUBLISH q0 't'='\x00\x07'" },

        // The payload may be anything, also what looks like the next packet.
        { V3, Client, "30 ('t' C0 80 ED A0 80 00 FF)", @"PUBLISH q0 't'='\xC0\x80\xED\xA0\x80\x00\xFF'" },
        { V5, Client, "30 ('t' () C0 00 E0 00)", @"PUBLISH q0 't'='\xC0\x00\xE0\x00'" },
        { V3, Client, "30 ('t' |abcdefghij|*13)", "PUBLISH q0 't'='abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij'" },

        // Topic names.
        { V3, Client, "30 ('/' |x|)", "PUBLISH q0 '/'='x'" },
        { V3, Client, "30 ('//a//' |x|)", "PUBLISH q0 '//a//'='x'" },
        { V3, Client, "30 (' ' |x|)", "PUBLISH q0 ' '='x'" },
        { V3, Client, "30 ('$SYS/x' |x|)", "PUBLISH q0 '$SYS/x'='x'" },
        { V3, Client, "30 ('$share/g/t' |x|)", "PUBLISH q0 '$share/g/t'='x'" },
        { V5, Client, "30 ('a b/C' () |x|)", "PUBLISH q0 'a b/C'='x'" },
        { V5, Client, "30 ('é/Ω/漢/😀' () |x|)", @"PUBLISH q0 '\xC3\xA9/\xCE\xA9/\xE6\xBC\xA2/\xF0\x9F\x98\x80'='x'" },

        // A topic alias with and without a name.
        { V5, Client, "30 ('t' (23 0001) |x|)", "PUBLISH q0 't'='x' {TopicAlias=1}" },
        { V5, Client, "30 ('' (23 FFFF) |x|)", "PUBLISH q0 ''='x' {TopicAlias=65535}" },
        { V5, Server, "32 ('' 0009 (23 0002))", "PUBLISH q1 #9 ''='' {TopicAlias=2}" },

        // Subscription identifiers come from servers only, and there may be several.
        { V5, Server, "30 ('t' (0B 01) |x|)", "PUBLISH q0 't'='x' {SubscriptionIdentifier=1}" },
        { V5, Server, "30 ('t' (0B 7F 0B 80 01 0B FF FF FF 7F 0B 7F) |x|)", "PUBLISH q0 't'='x' {SubscriptionIdentifier=127, SubscriptionIdentifier=128, SubscriptionIdentifier=268435455, SubscriptionIdentifier=127}" },

        // Several properties at once.
        { V5, Client, "30 ('t' (01 01 02 0000003C 03 'text/plain' 08 'r/1' 09 [01 02] 26 'k' 'v') |x|)", @"PUBLISH q0 't'='x' {PayloadFormatIndicator=1, MessageExpiryInterval=60, ContentType='text/plain', ResponseTopic='r/1', CorrelationData='\x01\x02', UserProperty='k':'v'}" },
        { V5, Client, "30 ('t' (26 'b' '1' 26 'a' '2' 26 'b' '1') |x|)", "PUBLISH q0 't'='x' {UserProperty='b':'1', UserProperty='a':'2', UserProperty='b':'1'}" },
        { V5, Client, "30 ('t' (09 [] 03 '') |x|)", "PUBLISH q0 't'='x' {CorrelationData='', ContentType=''}" },
        { V5, Client, "30 ('t' (26 'k' 'vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv' 26 'k' 'wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww' 26 'k' 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy') |x|)", "PUBLISH q0 't'='x' {UserProperty='k':'vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv', UserProperty='k':'wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww', UserProperty='k':'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy'}" },
    };

    public static VectorTable Refused { get; } = new()
    {
        // Flags.
        { Versions.All, Client, "36 ('t' 0001 |x|)", 0x81, "MQTT-3.3.1-4" },
        { Versions.All, Server, "3F ('t' 0001 |x|)", 0x81, "MQTT-3.3.1-4" },
        { Versions.All, Client, "38 ('t' |x|)", 0x81, "MQTT-3.3.1-2" },
        { Versions.All, Server, "39 ('t' |x|)", 0x81, "MQTT-3.3.1-2" },

        // Packet identifiers.
        { V3, Client, "32 ('t' 0000 |x|)", 0x82, "MQTT-2.3.1-1" },
        { V5, Client, "32 ('t' 0000 () |x|)", 0x82, "MQTT-2.2.1-3" },
        { V3, Client, "34 ('t' 0000)", 0x82, "MQTT-2.3.1-1" },
        { V5, Client, "34 ('t' 0000 ())", 0x82, "MQTT-2.2.1-3" },
        { V3, Server, "32 ('t' 0000 |x|)", 0x82, "MQTT-2.3.1-4" },
        { V5, Server, "34 ('t' 0000 () |x|)", 0x82, "MQTT-2.2.1-4" },

        // Missing and cut fields.
        { V3, Client, "30 ()", 0x81, "2.2.3" },
        { V5, Client, "30 ()", 0x81, "2.1.4" },
        { V3, Client, "30 (00)", 0x81, "2.2.3" },
        { V3, Client, "30 (0002 |t|)", 0x81, "2.2.3" },
        { V3, Client, "30 (FFFF |t|)", 0x81, "2.2.3" },
        { V3, Client, "32 ('t')", 0x81, "2.2.3" },
        { V3, Client, "32 ('t' 00)", 0x81, "2.2.3" },
        { V5, Client, "32 ('t' 00)", 0x81, "2.1.4" },
        { V5, Client, "30 ('t')", 0x81, "2.1.4" },
        { V5, Client, "32 ('t' 0001)", 0x81, "2.1.4" },
        { V5, Client, "30 ('t' 02 01)", 0x81, "2.1.4" },
        { V5, Client, "30 ('t' (01))", 0x81, "2.1.4" },
        { V5, Client, "30 ('t' (02 0000))", 0x81, "2.1.4" },
        { V5, Client, "30 ('t' (09 0003 0102))", 0x81, "2.1.4" },
        { V5, Client, "30 ('t' (03 0005 |abc|) |de|)", 0x81, "2.1.4" },
        { V5, Client, "30 ('t' (0B))", 0x81, "2.1.4" },
        { V5, Server, "30 ('t' (0B 80))", 0x81, "2.1.4" },

        // Topic names.
        { V3, Client, "30 ('' |x|)", 0x82, "MQTT-4.7.3-1" },
        { V5, Client, "30 ('' () |x|)", 0x82, "MQTT-4.7.3-1" },
        { V5, Server, "32 ('' 0001 (01 01) |x|)", 0x82, "MQTT-4.7.3-1" },
        { Versions.All, Client, "30 ('#' () |x|)", 0x90, "MQTT-3.3.2-2" },
        { Versions.All, Client, "30 ('+' () |x|)", 0x90, "MQTT-3.3.2-2" },
        { Versions.All, Client, "30 ('a/#' () |x|)", 0x90, "MQTT-3.3.2-2" },
        { Versions.All, Server, "30 ('a/+/b' () |x|)", 0x90, "MQTT-3.3.2-2" },
        { Versions.All, Client, "30 ('a#' () |x|)", 0x90, "MQTT-3.3.2-2" },
        { Versions.All, Client, "30 ('é+' () |x|)", 0x90, "MQTT-3.3.2-2" },
        { V5, Client, "30 ('a+' (23 0001) |x|)", 0x90, "MQTT-3.3.2-2" },
        { Versions.All, Client, "30 ([00] () |x|)", 0x81, "MQTT-1.5.3-2", "MQTT-1.5.4-2" },
        { Versions.All, Client, "30 ([61 00 62] () |x|)", 0x81, "MQTT-1.5.3-2", "MQTT-1.5.4-2" },
        { Versions.All, Client, "30 ([C3 A9 00] () |x|)", 0x81, "MQTT-1.5.3-2", "MQTT-1.5.4-2" },

        // Properties.
        { V5, Client, "30 ('t' (23 0000) |x|)", 0x94, "MQTT-3.3.2-8" },
        { V5, Server, "30 ('' (23 0000) |x|)", 0x94, "MQTT-3.3.2-8" },
        { V5, Client, "30 ('t' (23 0001 23 0001) |x|)", 0x82, "2.2.2.2" },
        { V5, Client, "30 ('t' (08 'r/+') |x|)", 0x82, "MQTT-3.3.2-14" },
        { V5, Client, "30 ('t' (08 '#') |x|)", 0x82, "MQTT-3.3.2-14" },
        { V5, Client, "30 ('t' (08 '') |x|)", 0x82, "MQTT-4.7.3-1" },
        { V5, Client, "30 ('t' (08 [C0 AF]) |x|)", 0x81, "MQTT-1.5.4-1" },
        { V5, Client, "30 ('t' (03 [ED BF BF]) |x|)", 0x81, "MQTT-1.5.4-1" },
        { V5, Client, "30 ('t' (03 [00]) |x|)", 0x81, "MQTT-1.5.4-2" },
        { V5, Client, "30 ('t' (26 [FE] 'v') |x|)", 0x81, "MQTT-1.5.4-1" },
        { V5, Client, "30 ('t' (0B 01) |x|)", 0x82, "MQTT-3.3.4-6" },
        { V5, Server, "30 ('t' (0B 00) |x|)", 0x82, "2.2.2.2" },
        { V5, Server, "30 ('t' (0B 80 00) |x|)", 0x81, "MQTT-1.5.5-1" },
        { V5, Server, "30 ('t' (0B FF FF FF FF 7F) |x|)", 0x81, "1.5.5" },
        { V5, Client, "30 ('t' (01 02) |x|)", 0x82, "2.2.2.2" },
        { V5, Client, "30 ('t' (1F 'no') |x|)", 0x81, "2.2.2.2" },
        { V5, Client, "30 ('t' (18 00000001) |x|)", 0x81, "2.2.2.2" },
        { V5, Client, "30 ('t' (7F) |x|)", 0x81, "2.2.2.2" },
        { V5, Client, "30 ('t' 81 00 01 01)", 0x81, "MQTT-1.5.5-1" },
    };
}
