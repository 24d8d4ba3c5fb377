using System.Buffers;
using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.ProtocolVersion;

namespace Pmq.Protocol.Tests;

/// <summary>Properties (5.0 section 2.2.2 and the packets' sections). The packet table has each in each.</summary>
public sealed class PropertyTests
{
    public static TheoryData<string> Zeroes => ["21 0000", "27 00000000"];

    public static TheoryData<string> ConnackSwitches => ["24", "25", "28", "29", "2A"];

    [Theory]
    [InlineData("10 ('MQTT' 05 02 003C)")]
    [InlineData("10 ('MQTT' 05 06 003C () 'c')")]
    [InlineData("20 (00 00)")]
    [InlineData("30 ('t')")]
    [InlineData("82 (0001)")]
    [InlineData("90 (0001)")]
    [InlineData("A2 (0001)")]
    [InlineData("B0 (0001)")]
    [Mqtt5("MQTT-2.2.2-1")]
    public void A_packet_without_the_length_of_its_properties_is_refused(string notation)
    {
        PacketSender sender = notation[0] is '2' or '9' or 'B' ? Server : Client;

        Check.Refused(Mqtt5, sender, notation, 0x81, "2.1.4");
    }

    [Theory]
    [InlineData("10 ('MQTT' 05 06 003C () 'c' () 't' 'x')")]
    [InlineData("20 (00 00 ())")]
    [InlineData("30 ('t' ())")]
    [InlineData("82 (0001 () 't' 00)")]
    [InlineData("90 (0001 () 00)")]
    [InlineData("A2 (0001 () 't')")]
    [InlineData("B0 (0001 () 00)")]
    [Mqtt5("MQTT-2.2.2-1")]
    public void Where_there_are_no_properties_their_length_0_is_written(string notation)
    {
        PacketSender sender = notation[0] is '2' or '9' or 'B' ? Server : Client;
        byte[] bytes = PacketNotation.Parse(notation);

        Assert.Equal(bytes, PacketRewriter.Rewrite(bytes, Mqtt5, sender));
    }

    [Theory]
    [MemberData(nameof(Zeroes))]
    public void A_maximum_of_0_is_refused(string property)
    {
        Check.Refused(Mqtt5, Client, $"10 ('MQTT' 05 02 003C ({property}) 'c')", 0x82, "2.2.2.2");
        Check.Refused(Mqtt5, Server, $"20 (00 00 ({property}))", 0x82, "2.2.2.2");
    }

    [Theory]
    [MemberData(nameof(ConnackSwitches))]
    public void A_switch_of_connack_is_0_or_1(string id)
    {
        Assert.True(Answer.To(PacketNotation.Parse($"20 (00 00 ({id} 00))"), Mqtt5, Server).IsPacket);
        Assert.True(Answer.To(PacketNotation.Parse($"20 (00 00 ({id} 01))"), Mqtt5, Server).IsPacket);
        Check.Refused(Mqtt5, Server, $"20 (00 00 ({id} 02))", 0x82, "2.2.2.2");
        Check.Refused(Mqtt5, Server, $"20 (00 00 ({id} FF))", 0x82, "2.2.2.2");
    }

    [Theory]
    [InlineData("17")]
    [InlineData("19")]
    public void A_request_of_connect_is_0_or_1(string id)
    {
        Check.Refused(Mqtt5, Client, $"10 ('MQTT' 05 02 003C ({id} 02) 'c')", 0x82, "2.2.2.2");
        Check.Refused(Mqtt5, Client, $"10 ('MQTT' 05 02 003C ({id} FF) 'c')", 0x82, "2.2.2.2");
    }

    [Fact]
    public void A_payload_format_is_0_or_1()
    {
        Check.Refused(Mqtt5, Client, "30 ('t' (01 02))", 0x82, "2.2.2.2");
        Check.Refused(Mqtt5, Client, "10 ('MQTT' 05 06 003C () 'c' (01 02) 't' 'x')", 0x82, "2.2.2.2");
    }

    [Fact]
    public void Identifiers_that_the_standard_does_not_know_are_refused()
    {
        HashSet<int> known = [.. Enum.GetValues<PropertyId>().Select(id => (int)id)];
        for (int id = 0; id < 0x80; id++)
        {
            if (!known.Contains(id))
            {
                Check.Refused(Mqtt5, Server, $"20 (00 00 ({id:X2} 00000000))", 0x81, "2.2.2.2");
            }
        }

        Check.Refused(Mqtt5, Server, "20 (00 00 (A1 02 0001))", 0x81, "2.2.2.2");
        Check.Refused(Mqtt5, Server, "20 (00 00 (FF FF FF 7F 00))", 0x81, "2.2.2.2");
    }

    [Theory]
    [InlineData(Client)]
    [InlineData(Server)]
    [Mqtt5("MQTT-3.3.2-8")]
    public void A_topic_alias_of_0_is_refused(PacketSender sender)
    {
        Check.Refused(Mqtt5, sender, "30 ('t' (23 0000) |x|)", 0x94, "MQTT-3.3.2-8");
        Check.Refused(Mqtt5, sender, "30 ('' (23 0000) |x|)", 0x94, "MQTT-3.3.2-8");
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-13")]
    public void A_response_topic_that_is_no_text_is_refused()
    {
        Check.Refused(Mqtt5, Client, "30 ('t' (08 [C3 28]))", 0x81, "MQTT-1.5.4-1");
        Check.Refused(Mqtt5, Client, "10 ('MQTT' 05 06 003C () 'c' (08 [C3 28]) 't' 'x')", 0x81, "MQTT-1.5.4-1");
    }

    [Theory]
    [InlineData("#")]
    [InlineData("a/+/b")]
    [InlineData("a+")]
    [Mqtt5("MQTT-3.3.2-14")]
    public void A_response_topic_with_wildcards_is_refused(string topic)
    {
        Check.Refused(Mqtt5, Client, $"30 ('t' (08 '{topic}'))", 0x82, "MQTT-3.3.2-14");
        Check.Refused(Mqtt5, Server, $"30 ('t' (26 'k' 'v' 08 '{topic}'))", 0x82, "MQTT-3.3.2-14");
        Check.Refused(Mqtt5, Client, $"10 ('MQTT' 05 06 003C () 'c' (08 '{topic}') 't' 'x')", 0x82, "MQTT-3.3.2-14");
    }

    [Fact]
    [Mqtt5("MQTT-4.7.3-1")]
    public void An_empty_response_topic_is_refused() =>
        Check.Refused(Mqtt5, Client, "30 ('t' (08 ''))", 0x82, "MQTT-4.7.3-1");

    [Fact]
    [Mqtt5("MQTT-3.3.2-19")]
    public void A_content_type_that_is_no_text_is_refused()
    {
        Check.Refused(Mqtt5, Client, "30 ('t' (03 [C3 28]))", 0x81, "MQTT-1.5.4-1");
        Check.Refused(Mqtt5, Client, "10 ('MQTT' 05 06 003C () 'c' (03 [C3 28]) 't' 'x')", 0x81, "MQTT-1.5.4-1");
    }

    [Fact]
    [Mqtt5("MQTT-3.3.4-6")]
    public void A_subscription_identifier_from_a_client_is_refused()
    {
        Check.Refused(Mqtt5, Client, "30 ('t' (0B 01) |x|)", 0x82, "MQTT-3.3.4-6");
        Check.Reads(Mqtt5, Server, "30 ('t' (0B 01) |x|)", "PUBLISH q0 't'='x' {SubscriptionIdentifier=1}");
    }

    [Fact]
    public void A_subscription_identifier_of_0_is_refused()
    {
        Check.Refused(Mqtt5, Client, "82 (0001 (0B 00) 't' 00)", 0x82, "2.2.2.2");
        Check.Refused(Mqtt5, Server, "30 ('t' (0B 00) |x|)", 0x82, "2.2.2.2");
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-18")]
    public void User_properties_keep_their_order() => Check.Reads(
        Mqtt5,
        Client,
        "30 ('t' (26 'b' '1' 23 0001 26 'a' '2' 26 'b' '0'))",
        "PUBLISH q0 't'='' {UserProperty='b':'1', TopicAlias=1, UserProperty='a':'2', UserProperty='b':'0'}");

    [Fact]
    public void Authentication_data_without_a_method_is_refused()
    {
        Check.Refused(Mqtt5, Client, "10 ('MQTT' 05 02 003C (16 [01]) 'c')", 0x82, "3.1.2.11.10");
        Check.Refused(Mqtt5, Server, "20 (00 00 (16 [01]))", 0x82, "3.1.2.11.10");
        Check.Refused(Mqtt5, Client, "F0 (18 (16 [01]))", 0x82, "3.1.2.11.10");
    }

    [Fact]
    public void An_auth_names_its_method()
    {
        Check.Refused(Mqtt5, Client, "F0 (18 (26 'k' 'v'))", 0x82, "3.15.2.2.2");
        Check.Refused(Mqtt5, Server, "F0 (00 (26 'k' 'v'))", 0x82, "3.15.2.2.2");
        Check.Reads(Mqtt5, Server, "F0 ()", "AUTH Success");
    }

    [Fact]
    [Mqtt5("MQTT-3.14.2-2")]
    public void A_servers_disconnect_with_a_session_expiry_is_refused()
    {
        Check.Refused(Mqtt5, Server, "E0 (8B (11 00000001))", 0x82, "MQTT-3.14.2-2");
        Check.Refused(Mqtt5, Server, "E0 (00 (1F 'x' 11 00000000))", 0x82, "MQTT-3.14.2-2");
        Check.Reads(Mqtt5, Client, "E0 (00 (11 00000001))", "DISCONNECT Success {SessionExpiryInterval=1}");
    }

    [Fact]
    [Mqtt5("MQTT-3.2.2-15")]
    public void A_packet_beyond_the_servers_maximum_is_refused_before_its_body_is_there()
    {
        byte[] header = PacketNotation.Parse("30 7F");

        Answer small = Answer.To(new ReadOnlySequence<byte>(header), Mqtt5, Client, 129);
        Answer large = Answer.To(new ReadOnlySequence<byte>(header), Mqtt5, Client, 128);

        Assert.Equal(FrameStatus.NeedMore, small.Status);
        Assert.Equal((FrameStatus.Invalid, 0x95, "MQTT-3.2.2-15"), (large.Status, large.Reason, large.Clause));
    }

    [Fact]
    public void Values_are_found_by_their_identifier()
    {
        byte[] packet = PacketNotation.Parse("30 ('t' (02 00000007 03 'text' 0B 05 0B 06) |x|)");
        var reader = new FrameReader(new(packet), Mqtt5, Server);
        reader.Read(out Frame frame);
        Assert.Null(PublishDecoder.Decode(frame, Mqtt5, Server, out PublishView publish));

        Assert.True(publish.Properties.TryGetNumber(PropertyId.MessageExpiryInterval, out uint expiry));
        Assert.True(publish.Properties.TryGetNumber(PropertyId.SubscriptionIdentifier, out uint first));
        Assert.True(publish.Properties.TryGetBytes(PropertyId.ContentType, out ByteView type));
        Assert.False(publish.Properties.TryGetNumber(PropertyId.TopicAlias, out uint alias));
        Assert.False(publish.Properties.TryGetBytes(PropertyId.ResponseTopic, out ByteView response));
        Assert.Equal((7u, 5u, 0u), (expiry, first, alias));
        Assert.Equal("'text'", PacketText.Quote(type));
        Assert.True(response.IsEmpty && !publish.Properties.IsEmpty);
    }

    [Fact]
    public void A_property_is_written_in_its_own_form_only()
    {
        var output = new ArrayBufferWriter<byte>();

        Assert.Throws<ArgumentException>(() => new PropertyWriter(output).Add(PropertyId.ContentType, 1u));
        Assert.Throws<ArgumentException>(() => new PropertyWriter(output).Add(PropertyId.TopicAlias, "x"u8));
        Assert.Throws<OverflowException>(() => new PropertyWriter(output).Add(PropertyId.TopicAlias, 65_536u));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PropertyWriter(output).Add((PropertyId)0x7F, 1u));
        Assert.Equal(0, output.WrittenCount);
    }
}
