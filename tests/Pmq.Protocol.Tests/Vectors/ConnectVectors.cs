using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.Tests.Versions;

namespace Pmq.Protocol.Tests;

/// <summary>CONNECT as a whole: name, level, flags, and the fields in their order.</summary>
internal static class ConnectVectors
{
    public static VectorTable Valid { get; } = new()
    {
        { V31, Client, "10 ('MQIsdp' 03 02 003C 'c')", "CONNECT v3 clean ka=60 id='c'" },
        { V31, Client, "10 ('MQIsdp' 03 00 0000 'c')", "CONNECT v3 ka=0 id='c'" },
        { V311, Client, "10 ('MQTT' 04 02 003C 'c')", "CONNECT v4 clean ka=60 id='c'" },
        { V311, Client, "10 ('MQTT' 04 00 FFFF 'c')", "CONNECT v4 ka=65535 id='c'" },
        { V311, Client, "10 ('MQTT' 04 02 0000 '')", "CONNECT v4 clean ka=0 id=''" },
        { V5, Client, "10 ('MQTT' 05 02 003C () 'c')", "CONNECT v5 clean ka=60 id='c'" },
        { V5, Client, "10 ('MQTT' 05 00 0001 () '')", "CONNECT v5 ka=1 id=''" },
        { V311, Client, "10 ('MQTT' 04 02 000A 'café Ω 漢')", @"CONNECT v4 clean ka=10 id='caf\xC3\xA9 \xCE\xA9 \xE6\xBC\xA2'" },
        { V311, Client, "10 ('MQTT' 04 02 000A 'abcdefghijklmnopqrstuvwxyz0123456789')", "CONNECT v4 clean ka=10 id='abcdefghijklmnopqrstuvwxyz0123456789'" },

        // Bits and fields that MQTT 3.1 does not look at.
        { V31, Client, "10 ('MQIsdp' 03 03 003C 'c')", "CONNECT v3 clean ka=60 id='c'", "10 ('MQIsdp' 03 02 003C 'c')" },
        { V31, Client, "10 ('MQIsdp' 03 1A 003C 'c')", "CONNECT v3 clean ka=60 id='c'", "10 ('MQIsdp' 03 02 003C 'c')" },
        { V31, Client, "10 ('MQIsdp' 03 22 003C 'c')", "CONNECT v3 clean ka=60 id='c'", "10 ('MQIsdp' 03 02 003C 'c')" },
        { V31, Client, "10 ('MQIsdp' 03 82 003C 'c')", "CONNECT v3 clean ka=60 id='c'", "10 ('MQIsdp' 03 02 003C 'c')" },
        { V31, Client, "10 ('MQIsdp' 03 C2 003C 'c')", "CONNECT v3 clean ka=60 id='c'", "10 ('MQIsdp' 03 02 003C 'c')" },
        { V31, Client, "10 ('MQIsdp' 03 C2 003C 'c' 'u')", "CONNECT v3 clean ka=60 id='c' user='u'", "10 ('MQIsdp' 03 82 003C 'c' 'u')" },

        // User name and password.
        { V31, Client, "10 ('MQIsdp' 03 C2 003C 'c' 'u' 'p')", "CONNECT v3 clean ka=60 id='c' user='u' password='p'" },
        { V311, Client, "10 ('MQTT' 04 82 003C 'c' 'u')", "CONNECT v4 clean ka=60 id='c' user='u'" },
        { V311, Client, "10 ('MQTT' 04 C2 003C 'c' 'u' 'p')", "CONNECT v4 clean ka=60 id='c' user='u' password='p'" },
        { V311, Client, "10 ('MQTT' 04 C2 003C 'c' '' '')", "CONNECT v4 clean ka=60 id='c' user='' password=''" },
        { V311, Client, "10 ('MQTT' 04 C2 003C 'c' 'u' [00 FF])", @"CONNECT v4 clean ka=60 id='c' user='u' password='\x00\xFF'" },
        { V5, Client, "10 ('MQTT' 05 82 003C () 'c' 'u')", "CONNECT v5 clean ka=60 id='c' user='u'" },
        { V5, Client, "10 ('MQTT' 05 42 003C () 'c' 'p')", "CONNECT v5 clean ka=60 id='c' password='p'" },
        { V5, Client, "10 ('MQTT' 05 C2 003C () 'c' 'u' [C0 80])", @"CONNECT v5 clean ka=60 id='c' user='u' password='\xC0\x80'" },

        // Wills.
        { V31, Client, "10 ('MQIsdp' 03 0E 003C 'c' 't' 'x')", "CONNECT v3 clean ka=60 id='c' will(q1 't'='x')" },
        { V31, Client, "10 ('MQIsdp' 03 8E 003C 'c' 't' 'x')", "CONNECT v3 clean ka=60 id='c' will(q1 't'='x')", "10 ('MQIsdp' 03 0E 003C 'c' 't' 'x')" },
        { V311, Client, "10 ('MQTT' 04 06 003C 'c' 't' 'x')", "CONNECT v4 clean ka=60 id='c' will(q0 't'='x')" },
        { V311, Client, "10 ('MQTT' 04 16 003C 'c' 't/u' '')", "CONNECT v4 clean ka=60 id='c' will(q2 't/u'='')" },
        { V311, Client, "10 ('MQTT' 04 2C 003C 'c' 't' [00 80])", @"CONNECT v4 ka=60 id='c' will(q1 retain 't'='\x00\x80')" },
        { V311, Client, "10 ('MQTT' 04 F6 003C 'c' 't' 'x' 'u' 'p')", "CONNECT v4 clean ka=60 id='c' will(q2 retain 't'='x') user='u' password='p'" },
        { V5, Client, "10 ('MQTT' 05 06 003C () 'c' () 't' 'x')", "CONNECT v5 clean ka=60 id='c' will(q0 't'='x')" },
        { V5, Client, "10 ('MQTT' 05 36 003C () 'c' () 't' '')", "CONNECT v5 clean ka=60 id='c' will(q2 retain 't'='')" },
        { V5, Client, "10 ('MQTT' 05 0E 003C () 'c' (18 0000000A 01 01) 't' 'x')", "CONNECT v5 clean ka=60 id='c' will(q1 't'='x' {WillDelayInterval=10, PayloadFormatIndicator=1})" },
        { V5, Client, "10 ('MQTT' 05 EE 003C (21 0014) 'c' (02 00000005) 't' 'x' 'u' 'p')", "CONNECT v5 clean ka=60 id='c' {ReceiveMaximum=20} will(q1 retain 't'='x' {MessageExpiryInterval=5}) user='u' password='p'" },

        // Several properties at once.
        { V5, Client, "10 ('MQTT' 05 02 003C (11 FFFFFFFF 21 FFFF 27 00000001 22 0000) 'c')", "CONNECT v5 clean ka=60 id='c' {SessionExpiryInterval=4294967295, ReceiveMaximum=65535, MaximumPacketSize=1, TopicAliasMaximum=0}" },
        { V5, Client, "10 ('MQTT' 05 02 003C (26 'a' '1' 26 'a' '2' 26 '' '') 'c')", "CONNECT v5 clean ka=60 id='c' {UserProperty='a':'1', UserProperty='a':'2', UserProperty='':''}" },
        { V5, Client, "10 ('MQTT' 05 02 003C (16 [01] 15 'SCRAM-SHA-256') 'c')", @"CONNECT v5 clean ka=60 id='c' {AuthenticationData='\x01', AuthenticationMethod='SCRAM-SHA-256'}" },
        { V5, Client, "10 ('MQTT' 05 02 003C (15 '') 'c')", "CONNECT v5 clean ka=60 id='c' {AuthenticationMethod=''}" },
    };

    public static VectorTable Refused { get; } = new()
    {
        // Name and level.
        { V311, Client, "10 ('MQTt' 04 02 003C 'c')", 0x84, "MQTT-3.1.2-1" },
        { V311, Client, "10 ('mqtt' 04 02 003C 'c')", 0x84, "MQTT-3.1.2-1" },
        { V311, Client, "10 ('' 04 02 003C 'c')", 0x84, "MQTT-3.1.2-1" },
        { V311, Client, "10 ('MQTTX' 04 02 003C 'c')", 0x84, "MQTT-3.1.2-1" },
        { V311, Client, "10 ('HTTP' 04 02 003C 'c')", 0x84, "MQTT-3.1.2-1" },
        { V31, Client, "10 ('MQIsd' 03 02 003C 'c')", 0x84, "MQTT-3.1.2-1" },
        { V311, Client, "10 ('MQTT' 00 02 003C 'c')", 0x84, "MQTT-3.1.2-2" },
        { V311, Client, "10 ('MQTT' 03 02 003C 'c')", 0x84, "MQTT-3.1.2-2" },
        { V311, Client, "10 ('MQTT' 06 02 003C 'c')", 0x84, "MQTT-3.1.2-2" },
        { V311, Client, "10 ('MQTT' 84 02 003C 'c')", 0x84, "MQTT-3.1.2-2" },
        { V31, Client, "10 ('MQIsdp' 04 02 003C 'c')", 0x84, "MQTT-3.1.2-2" },
        { V31, Client, "10 ('MQIsdp' 05 02 003C () 'c')", 0x84, "MQTT-3.1.2-2" },
        { V311, Client, "10 ([FF] 04 02 003C 'c')", 0x81, "MQTT-1.5.3-1" },

        // Flags.
        { V311, Client, "10 ('MQTT' 04 03 003C 'c')", 0x81, "MQTT-3.1.2-3" },
        { V5, Client, "10 ('MQTT' 05 03 003C () 'c')", 0x81, "MQTT-3.1.2-3" },
        { V31, Client, "10 ('MQIsdp' 03 1E 003C 'c' 't' 'x')", 0x81, "MQTT-3.1.2-14" },
        { V311, Client, "10 ('MQTT' 04 1E 003C 'c' 't' 'x')", 0x81, "MQTT-3.1.2-14" },
        { V5, Client, "10 ('MQTT' 05 1E 003C () 'c' () 't' 'x')", 0x81, "MQTT-3.1.2-12" },
        { V311, Client, "10 ('MQTT' 04 0A 003C 'c')", 0x81, "MQTT-3.1.2-13" },
        { V311, Client, "10 ('MQTT' 04 12 003C 'c')", 0x81, "MQTT-3.1.2-13" },
        { V311, Client, "10 ('MQTT' 04 1A 003C 'c')", 0x81, "MQTT-3.1.2-13" },
        { V5, Client, "10 ('MQTT' 05 0A 003C () 'c')", 0x81, "MQTT-3.1.2-11" },
        { V5, Client, "10 ('MQTT' 05 12 003C () 'c')", 0x81, "MQTT-3.1.2-11" },
        { V311, Client, "10 ('MQTT' 04 22 003C 'c')", 0x81, "MQTT-3.1.2-15" },
        { V5, Client, "10 ('MQTT' 05 22 003C () 'c')", 0x81, "MQTT-3.1.2-13" },
        { V31, Client, "10 ('MQIsdp' 03 42 003C 'c' 'p')", 0x81, "MQTT-3.1.2-22" },
        { V311, Client, "10 ('MQTT' 04 42 003C 'c' 'p')", 0x81, "MQTT-3.1.2-22" },

        // Fields that are missing, cut off or too many.
        { V311, Client, "10 ()", 0x81, "2.2.3" },
        { V311, Client, "10 (00)", 0x81, "2.2.3" },
        { V311, Client, "10 (0004 |MQT|)", 0x81, "2.2.3" },
        { V311, Client, "10 ('MQTT')", 0x81, "2.2.3" },
        { V311, Client, "10 ('MQTT' 04)", 0x81, "2.2.3" },
        { V5, Client, "10 ('MQTT' 05)", 0x81, "2.1.4" },
        { V311, Client, "10 ('MQTT' 04 02)", 0x81, "2.2.3" },
        { V311, Client, "10 ('MQTT' 04 02 00)", 0x81, "2.2.3" },
        { V311, Client, "10 ('MQTT' 04 02 003C)", 0x81, "2.2.3" },
        { V5, Client, "10 ('MQTT' 05 02 003C)", 0x81, "2.1.4" },
        { V5, Client, "10 ('MQTT' 05 02 003C ())", 0x81, "2.1.4" },
        { V311, Client, "10 ('MQTT' 04 02 003C 00)", 0x81, "2.2.3" },
        { V311, Client, "10 ('MQTT' 04 02 003C 0002 |c|)", 0x81, "2.2.3" },
        { V31, Client, "10 ('MQIsdp' 03 02 003C)", 0x81, "2.2.3" },
        { V311, Client, "10 ('MQTT' 04 06 003C 'c')", 0x81, "2.2.3" },
        { V311, Client, "10 ('MQTT' 04 06 003C 'c' 't')", 0x81, "2.2.3" },
        { V31, Client, "10 ('MQIsdp' 03 06 003C 'c' 't')", 0x81, "2.2.3" },
        { V5, Client, "10 ('MQTT' 05 06 003C () 'c')", 0x81, "2.1.4" },
        { V5, Client, "10 ('MQTT' 05 06 003C () 'c' ())", 0x81, "2.1.4" },
        { V5, Client, "10 ('MQTT' 05 06 003C () 'c' () 't')", 0x81, "2.1.4" },
        { V311, Client, "10 ('MQTT' 04 82 003C 'c')", 0x81, "2.2.3" },
        { V311, Client, "10 ('MQTT' 04 C2 003C 'c' 'u')", 0x81, "2.2.3" },
        { V31, Client, "10 ('MQIsdp' 03 82 003C 'c' 0002 |u|)", 0x81, "2.2.3" },
        { V31, Client, "10 ('MQIsdp' 03 C2 003C 'c' 'u' 00)", 0x81, "2.2.3" },
        { V5, Client, "10 ('MQTT' 05 82 003C () 'c')", 0x81, "2.1.4" },
        { V5, Client, "10 ('MQTT' 05 42 003C () 'c')", 0x81, "2.1.4" },
        { V31, Client, "10 ('MQIsdp' 03 02 003C 'c' 00)", 0x81, "2.2.3" },
        { V311, Client, "10 ('MQTT' 04 02 003C 'c' 00)", 0x81, "2.2.3" },
        { V311, Client, "10 ('MQTT' 04 02 003C 'c' 't' 'x')", 0x81, "2.2.3" },
        { V311, Client, "10 ('MQTT' 04 82 003C 'c' 'u' 'p')", 0x81, "2.2.3" },
        { V5, Client, "10 ('MQTT' 05 02 003C () 'c' 'u')", 0x81, "2.1.4" },
        { V5, Client, "10 ('MQTT' 05 02 003C 05 'c')", 0x81, "2.1.4" },

        // Texts.
        { V311, Client, "10 ('MQTT' 04 02 003C [C3])", 0x81, "MQTT-1.5.3-1" },
        { V5, Client, "10 ('MQTT' 05 02 003C () [ED A0 80])", 0x81, "MQTT-1.5.4-1" },
        { V311, Client, "10 ('MQTT' 04 02 003C [61 00])", 0x81, "MQTT-1.5.3-2" },
        { V5, Client, "10 ('MQTT' 05 02 003C () [00])", 0x81, "MQTT-1.5.4-2" },
        { V311, Client, "10 ('MQTT' 04 06 003C 'c' [80] 'x')", 0x81, "MQTT-1.5.3-1" },
        { V5, Client, "10 ('MQTT' 05 06 003C () 'c' () [80] 'x')", 0x81, "MQTT-1.5.4-1" },
        { V311, Client, "10 ('MQTT' 04 06 003C 'c' '' 'x')", 0x82, "MQTT-4.7.3-1" },
        { V5, Client, "10 ('MQTT' 05 06 003C () 'c' () '' 'x')", 0x82, "MQTT-4.7.3-1" },
        { V311, Client, "10 ('MQTT' 04 06 003C 'c' 't/#' 'x')", 0x90, "MQTT-4.7.1-1" },
        { V5, Client, "10 ('MQTT' 05 06 003C () 'c' () 't/+' 'x')", 0x90, "MQTT-4.7.0-1" },
        { V311, Client, "10 ('MQTT' 04 82 003C 'c' [F5 80 80 80])", 0x81, "MQTT-1.5.3-1" },
        { V5, Client, "10 ('MQTT' 05 82 003C () 'c' [00])", 0x81, "MQTT-1.5.4-2" },

        // Properties beyond what the matrix of properties holds.
        { V5, Client, "10 ('MQTT' 05 02 003C (16 [01]) 'c')", 0x82, "3.1.2.11.10" },
        { V5, Client, "10 ('MQTT' 05 06 003C () 'c' (08 'a/#') 't' 'x')", 0x82, "MQTT-3.3.2-14" },
        { V5, Client, "10 ('MQTT' 05 06 003C () 'c' (08 '') 't' 'x')", 0x82, "MQTT-4.7.3-1" },
        { V5, Client, "10 ('MQTT' 05 02 003C (04 00) 'c')", 0x81, "2.2.2.2" },
        { V5, Client, "10 ('MQTT' 05 02 003C (00) 'c')", 0x81, "2.2.2.2" },
        { V5, Client, "10 ('MQTT' 05 02 003C (2B 00) 'c')", 0x81, "2.2.2.2" },
        { V5, Client, "10 ('MQTT' 05 02 003C (80 02 00) 'c')", 0x81, "2.2.2.2" },
        { V5, Client, "10 ('MQTT' 05 02 003C (A1 00 0001) 'c')", 0x81, "MQTT-1.5.5-1" },
        { V5, Client, "10 ('MQTT' 05 02 003C 80 00 'c')", 0x81, "MQTT-1.5.5-1" },
        { V5, Client, "10 ('MQTT' 05 02 003C 80 80 80 80 00 'c')", 0x81, "1.5.5" },
        { V5, Client, "10 ('MQTT' 05 02 003C FF FF FF 7F 'c')", 0x81, "2.1.4" },
        { V5, Client, "10 ('MQTT' 05 02 003C (21 00) 'c')", 0x81, "2.1.4" },
        { V5, Client, "10 ('MQTT' 05 02 003C (11 000000) 'c')", 0x81, "2.1.4" },
        { V5, Client, "10 ('MQTT' 05 02 003C (26 'a') 'c')", 0x81, "2.1.4" },
        { V5, Client, "10 ('MQTT' 05 02 003C (15 0002 |a|) 'c')", 0x81, "2.1.4" },
        { V5, Client, "10 ('MQTT' 05 02 003C (17) 'c')", 0x81, "2.1.4" },
        { V5, Client, "10 ('MQTT' 05 02 003C (15 [FF]) 'c')", 0x81, "MQTT-1.5.4-1" },
        { V5, Client, "10 ('MQTT' 05 02 003C (26 [C1 81] 'v') 'c')", 0x81, "MQTT-1.5.4-1" },
        { V5, Client, "10 ('MQTT' 05 02 003C (26 'k' [C1 81]) 'c')", 0x81, "MQTT-1.5.4-1" },
        { V5, Client, "10 ('MQTT' 05 02 003C (26 'k' [00]) 'c')", 0x81, "MQTT-1.5.4-2" },
    };
}
