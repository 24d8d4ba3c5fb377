using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.ProtocolVersion;

namespace Pmq.Protocol.Tests;

/// <summary>Name, level and flags of CONNECT (section 3.1.2).</summary>
public sealed class ConnectFlagTests
{
    [Theory]
    [InlineData("10 ('MQTX' 04 02 003C 'c')")]
    [InlineData("10 ('mqtt' 04 02 003C 'c')")]
    [InlineData("10 ('' 05 02 003C () 'c')")]
    [InlineData("10 ('MQIsdpX' 03 02 003C 'c')")]
    [Mqtt311("MQTT-3.1.2-1")]
    [Mqtt5("MQTT-3.1.2-1")]
    public void Another_protocol_name_is_refused(string notation) =>
        Check.Refused(Mqtt311, Client, notation, 0x84, "MQTT-3.1.2-1");

    [Theory]
    [InlineData("10 ('MQTT' 00 02 003C 'c')")]
    [InlineData("10 ('MQTT' 03 02 003C 'c')")]
    [InlineData("10 ('MQTT' 06 02 003C () 'c')")]
    [InlineData("10 ('MQTT' FF 02 003C 'c')")]
    [InlineData("10 ('MQIsdp' 04 02 003C 'c')")]
    [Mqtt311("MQTT-3.1.2-2")]
    [Mqtt5("MQTT-3.1.2-2")]
    public void Another_level_is_refused_as_an_unsupported_version(string notation) =>
        Check.Refused(Mqtt311, Client, notation, 0x84, "MQTT-3.1.2-2");

    [Fact]
    [Mqtt311("MQTT-3.1.2-3")]
    [Mqtt5("MQTT-3.1.2-3")]
    public void A_connect_with_the_reserved_flag_set_is_refused() => Check.Refused(
        Client,
        "10 ('MQTT' 04 03 003C 'c')",
        "10 ('MQTT' 05 03 003C () 'c')",
        0x81,
        "MQTT-3.1.2-3",
        "MQTT-3.1.2-3");

    [Fact]
    public void Mqtt31_does_not_look_at_the_reserved_flag() =>
        Check.Reads(Mqtt31, Client, "10 ('MQIsdp' 03 03 003C 'c')", "CONNECT v3 clean ka=60 id='c'");

    [Theory]
    [InlineData("0A")]
    [InlineData("12")]
    [InlineData("1A")]
    [Mqtt311("MQTT-3.1.2-11", "MQTT-3.1.2-13")]
    [Mqtt5("MQTT-3.1.2-11")]
    public void A_will_qos_without_a_will_is_refused(string flags) => Check.Refused(
        Client,
        $"10 ('MQTT' 04 {flags} 003C 'c')",
        $"10 ('MQTT' 05 {flags} 003C () 'c')",
        0x81,
        "MQTT-3.1.2-13",
        "MQTT-3.1.2-11");

    [Fact]
    [Mqtt311("MQTT-3.1.2-11", "MQTT-3.1.2-15")]
    [Mqtt5("MQTT-3.1.2-13")]
    public void A_will_retain_flag_without_a_will_is_refused() => Check.Refused(
        Client,
        "10 ('MQTT' 04 22 003C 'c')",
        "10 ('MQTT' 05 22 003C () 'c')",
        0x81,
        "MQTT-3.1.2-15",
        "MQTT-3.1.2-13");

    [Fact]
    public void Mqtt31_disregards_the_wills_bits_when_there_is_none() =>
        Check.Reads(Mqtt31, Client, "10 ('MQIsdp' 03 3A 003C 'c')", "CONNECT v3 clean ka=60 id='c'");

    [Fact]
    [Mqtt311("MQTT-3.1.2-11")]
    public void A_connect_with_a_wills_fields_and_without_its_flag_is_refused() => Check.Refused(
        Client,
        "10 ('MQTT' 04 02 003C 'c' 't' 'x')",
        "10 ('MQTT' 05 02 003C () 'c' () 't' 'x')",
        0x81,
        "2.2.3",
        "2.1.4");

    [Fact]
    [Mqtt311("MQTT-3.1.2-14")]
    [Mqtt5("MQTT-3.1.2-12")]
    public void A_will_at_qos_3_is_refused() => Check.Refused(
        Client,
        "10 ('MQTT' 04 1E 003C 'c' 't' 'x')",
        "10 ('MQTT' 05 1E 003C () 'c' () 't' 'x')",
        0x81,
        "MQTT-3.1.2-14",
        "MQTT-3.1.2-12");

    [Theory]
    [InlineData("10 ('MQTT' 04 06 003C 'c')", "10 ('MQTT' 05 06 003C () 'c')")]
    [InlineData("10 ('MQTT' 04 06 003C 'c' 't')", "10 ('MQTT' 05 06 003C () 'c' () 't')")]
    [InlineData("10 ('MQTT' 04 06 003C 'c' 't' 0002 |x|)", "10 ('MQTT' 05 06 003C () 'c' ())")]
    [Mqtt311("MQTT-3.1.2-9")]
    [Mqtt5("MQTT-3.1.2-9")]
    public void A_will_flag_without_the_wills_fields_is_refused(string mqtt311, string mqtt5) =>
        Check.Refused(Client, mqtt311, mqtt5, 0x81, "2.2.3", "2.1.4");

    [Fact]
    [Mqtt311("MQTT-3.1.2-18")]
    [Mqtt5("MQTT-3.1.2-16")]
    public void A_user_name_without_its_flag_is_refused() => Check.Refused(
        Client,
        "10 ('MQTT' 04 02 003C 'c' 'u')",
        "10 ('MQTT' 05 02 003C () 'c' 'u')",
        0x81,
        "2.2.3",
        "2.1.4");

    [Fact]
    [Mqtt311("MQTT-3.1.2-19")]
    [Mqtt5("MQTT-3.1.2-17")]
    public void A_user_name_flag_without_a_user_name_is_refused() => Check.Refused(
        Client,
        "10 ('MQTT' 04 82 003C 'c')",
        "10 ('MQTT' 05 82 003C () 'c')",
        0x81,
        "2.2.3",
        "2.1.4");

    [Fact]
    [Mqtt311("MQTT-3.1.2-20")]
    [Mqtt5("MQTT-3.1.2-18")]
    public void A_password_without_its_flag_is_refused() => Check.Refused(
        Client,
        "10 ('MQTT' 04 82 003C 'c' 'u' 'p')",
        "10 ('MQTT' 05 82 003C () 'c' 'u' 'p')",
        0x81,
        "2.2.3",
        "2.1.4");

    [Fact]
    [Mqtt311("MQTT-3.1.2-21")]
    [Mqtt5("MQTT-3.1.2-19")]
    public void A_password_flag_without_a_password_is_refused() => Check.Refused(
        Client,
        "10 ('MQTT' 04 C2 003C 'c' 'u')",
        "10 ('MQTT' 05 42 003C () 'c')",
        0x81,
        "2.2.3",
        "2.1.4");

    [Fact]
    [Mqtt311("MQTT-3.1.2-22")]
    public void A_password_without_a_user_name_is_refused_before_5_0()
    {
        Check.Refused(Mqtt311, Client, "10 ('MQTT' 04 42 003C 'c' 'p')", 0x81, "MQTT-3.1.2-22");
        Check.Refused(Mqtt31, Client, "10 ('MQIsdp' 03 42 003C 'c' 'p')", 0x81, "MQTT-3.1.2-22");
        Check.Reads(
            Mqtt5, Client, "10 ('MQTT' 05 42 003C () 'c' 'p')", "CONNECT v5 clean ka=60 id='c' password='p'");
    }

    [Fact]
    public void Mqtt31_lets_the_length_overrule_the_login_flags()
    {
        Check.Reads(Mqtt31, Client, "10 ('MQIsdp' 03 C2 003C 'c')", "CONNECT v3 clean ka=60 id='c'");
        Check.Reads(Mqtt31, Client, "10 ('MQIsdp' 03 C2 003C 'c' 'u')", "CONNECT v3 clean ka=60 id='c' user='u'");
    }

    [Theory]
    [InlineData("10 ('MQTT' 04 03 003C 'c')", Mqtt311)]
    [InlineData("10 ('MQTT' 05 03 003C () 'c')", Mqtt5)]
    [InlineData("10 ('MQIsdp' 03 1E 003C 'c' 't' 'x')", Mqtt31)]
    [InlineData("10 ('MQTT' 06 02 003C 'c')", Mqtt311)]
    [InlineData("10 ('XXXX' 05 02 003C 'c')", Mqtt311)]
    public void A_refused_connect_still_tells_the_version_to_answer_in(string notation, ProtocolVersion version)
    {
        var reader = new FrameReader(new(PacketNotation.Parse(notation)), Mqtt311, Client);
        Assert.Equal(FrameStatus.Complete, reader.Read(out Frame frame));

        Assert.NotNull(ConnectDecoder.Decode(frame, out ConnectView connect));
        Assert.Equal(version, connect.Version);
    }
}
