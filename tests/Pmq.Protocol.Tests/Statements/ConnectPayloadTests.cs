using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.ProtocolVersion;

namespace Pmq.Protocol.Tests;

/// <summary>The fields of CONNECT after its flags (section 3.1.3), and CONNACK (section 3.2).</summary>
public sealed class ConnectPayloadTests
{
    [Fact]
    [Mqtt311("MQTT-3.1.3-1")]
    [Mqtt5("MQTT-3.1.3-1")]
    public void The_fields_are_read_in_their_fixed_order()
    {
        Check.Reads(
            Mqtt311,
            Client,
            "10 ('MQTT' 04 C6 003C 'client' 'topic' 'will' 'user' 'password')",
            "CONNECT v4 clean ka=60 id='client' will(q0 'topic'='will') user='user' password='password'");
        Check.Reads(
            Mqtt5,
            Client,
            "10 ('MQTT' 05 C6 003C () 'client' (01 01) 'topic' 'will' 'user' 'password')",
            "CONNECT v5 clean ka=60 id='client' will(q0 'topic'='will' {PayloadFormatIndicator=1})"
            + " user='user' password='password'");
    }

    [Fact]
    [Mqtt311("MQTT-3.1.3-1")]
    [Mqtt5("MQTT-3.1.3-1")]
    public void The_fields_are_written_in_their_fixed_order()
    {
        string mqtt311 = "10 ('MQTT' 04 C6 003C 'client' 'topic' 'will' 'user' 'password')";
        string mqtt5 = "10 ('MQTT' 05 C6 003C () 'client' (01 01) 'topic' 'will' 'user' 'password')";

        Assert.Equal(
            PacketNotation.Parse(mqtt311), PacketRewriter.Rewrite(PacketNotation.Parse(mqtt311), Mqtt311, Client));
        Assert.Equal(
            PacketNotation.Parse(mqtt5), PacketRewriter.Rewrite(PacketNotation.Parse(mqtt5), Mqtt5, Client));
    }

    [Fact]
    [Mqtt311("MQTT-3.1.3-3")]
    [Mqtt5("MQTT-3.1.3-3")]
    public void A_connect_without_a_client_identifier_is_refused() => Check.Refused(
        Client, "10 ('MQTT' 04 02 003C)", "10 ('MQTT' 05 02 003C ())", 0x81, "2.2.3", "2.1.4");

    [Fact]
    [Mqtt311("MQTT-3.1.3-4")]
    [Mqtt5("MQTT-3.1.3-4")]
    public void A_client_identifier_that_is_no_text_is_refused() => Check.Refused(
        Client,
        "10 ('MQTT' 04 02 003C [C3 28])",
        "10 ('MQTT' 05 02 003C () [C3 28])",
        0x81,
        "MQTT-1.5.3-1",
        "MQTT-1.5.4-1");

    [Fact]
    [Mqtt311("MQTT-3.1.3-10")]
    [Mqtt5("MQTT-3.1.3-11")]
    public void A_will_topic_that_is_no_text_is_refused() => Check.Refused(
        Client,
        "10 ('MQTT' 04 06 003C 'c' [C3 28] 'x')",
        "10 ('MQTT' 05 06 003C () 'c' () [C3 28] 'x')",
        0x81,
        "MQTT-1.5.3-1",
        "MQTT-1.5.4-1");

    [Fact]
    [Mqtt311("MQTT-3.1.3-11")]
    [Mqtt5("MQTT-3.1.3-12")]
    public void A_user_name_that_is_no_text_is_refused() => Check.Refused(
        Client,
        "10 ('MQTT' 04 82 003C 'c' [C3 28])",
        "10 ('MQTT' 05 82 003C () 'c' [C3 28])",
        0x81,
        "MQTT-1.5.3-1",
        "MQTT-1.5.4-1");

    [Fact]
    [Mqtt5("MQTT-3.2.2-1")]
    public void A_connack_with_other_acknowledge_flags_than_the_lowest_is_refused()
    {
        for (int flags = 2; flags <= byte.MaxValue; flags++)
        {
            Check.Refused(Server, $"20 ({flags:X2} 00)", $"20 ({flags:X2} 00 ())", 0x81, "3.2.2.1", "MQTT-3.2.2-1");
        }
    }

    [Fact]
    [Mqtt311("MQTT-3.2.2-4")]
    [Mqtt5("MQTT-3.2.2-6")]
    public void A_connack_that_refuses_and_has_a_session_is_refused() =>
        Check.Refused(Server, "20 (01 02)", "20 (01 85 ())", 0x82, "MQTT-3.2.2-4", "MQTT-3.2.2-6");
}
