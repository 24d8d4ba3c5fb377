using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.ProtocolVersion;

namespace Pmq.Protocol.Tests;

/// <summary>The first byte and the remaining length (sections 2.1 to 2.2).</summary>
public sealed class FixedHeaderTests
{
    /// <summary>Type, sender, the flags of the standard's table, and the clause that is the packet's own.</summary>
    public static TheoryData<PacketType, PacketSender, int, string?> FlagTable => new()
    {
        { PacketType.Connect, Client, 0b0000, null },
        { PacketType.Connack, Server, 0b0000, null },
        { PacketType.Puback, Client, 0b0000, null },
        { PacketType.Puback, Server, 0b0000, null },
        { PacketType.Pubrec, Client, 0b0000, null },
        { PacketType.Pubrec, Server, 0b0000, null },
        { PacketType.Pubcomp, Client, 0b0000, null },
        { PacketType.Pubcomp, Server, 0b0000, null },
        { PacketType.Suback, Server, 0b0000, null },
        { PacketType.Unsuback, Server, 0b0000, null },
        { PacketType.Pingreq, Client, 0b0000, null },
        { PacketType.Pingresp, Server, 0b0000, null },
        { PacketType.Pubrel, Client, 0b0010, "MQTT-3.6.1-1" },
        { PacketType.Pubrel, Server, 0b0010, "MQTT-3.6.1-1" },
        { PacketType.Subscribe, Client, 0b0010, "MQTT-3.8.1-1" },
        { PacketType.Unsubscribe, Client, 0b0010, "MQTT-3.10.1-1" },
        { PacketType.Disconnect, Client, 0b0000, "MQTT-3.14.1-1" },
    };

    [Theory]
    [MemberData(nameof(FlagTable))]
    [Mqtt311("MQTT-2.2.2-1", "MQTT-2.2.2-2")]
    [Mqtt5("MQTT-2.1.3-1")]
    public void Flags_other_than_the_listed_ones_are_refused(
        PacketType type, PacketSender sender, int listed, string? ownClause) =>
        AssertFlags(type, sender, listed, ownClause);

    [Fact]
    [Mqtt311("MQTT-3.6.1-1")]
    [Mqtt5("MQTT-3.6.1-1")]
    public void A_pubrel_has_the_flags_0010()
    {
        AssertFlags(PacketType.Pubrel, Client, 0b0010, "MQTT-3.6.1-1");
        AssertFlags(PacketType.Pubrel, Server, 0b0010, "MQTT-3.6.1-1");
    }

    [Fact]
    [Mqtt311("MQTT-3.8.1-1")]
    [Mqtt5("MQTT-3.8.1-1")]
    public void A_subscribe_has_the_flags_0010() =>
        AssertFlags(PacketType.Subscribe, Client, 0b0010, "MQTT-3.8.1-1");

    [Fact]
    [Mqtt311("MQTT-3.10.1-1")]
    [Mqtt5("MQTT-3.10.1-1")]
    public void An_unsubscribe_has_the_flags_0010() =>
        AssertFlags(PacketType.Unsubscribe, Client, 0b0010, "MQTT-3.10.1-1");

    [Fact]
    [Mqtt311("MQTT-3.14.1-1")]
    [Mqtt5("MQTT-3.14.1-1")]
    public void A_disconnect_has_no_flags() =>
        AssertFlags(PacketType.Disconnect, Client, 0b0000, "MQTT-3.14.1-1");

    [Theory]
    [InlineData(Client)]
    [InlineData(Server)]
    [Mqtt5("MQTT-3.15.1-1")]
    public void An_auth_has_no_flags(PacketSender sender)
    {
        Assert.Equal(FrameStatus.NeedMore, Answer.To([0xF0], Mqtt5, sender).Status);
        for (int flags = 1; flags < 16; flags++)
        {
            Check.Refused(Mqtt5, sender, $"F{flags:X}", 0x81, "MQTT-3.15.1-1");
        }
    }

    [Fact]
    public void Mqtt31_marks_repeats_of_packets_that_it_sends_at_qos_1()
    {
        Check.Reads(Mqtt31, Client, "8A (0001 't' 01)", "SUBSCRIBE #1 't'(q1)");
        Check.Reads(Mqtt31, Client, "AA (0001 't')", "UNSUBSCRIBE #1 't'");
        Check.Reads(Mqtt31, Client, "6A (0001)", "PUBREL #1 Success");
        Check.Refused(Mqtt31, Client, "4A (0001)", 0x81, "MQTT-2.2.2-2");
    }

    [Fact]
    [Mqtt311("MQTT-3.3.1-4")]
    [Mqtt5("MQTT-3.3.1-4")]
    public void A_publish_at_qos_3_is_refused()
    {
        foreach (string header in (string[])["36", "37", "3E", "3F"])
        {
            Check.Refused(
                Client, $"{header} ('t' 0001)", $"{header} ('t' 0001 ())", 0x81, "MQTT-3.3.1-4", "MQTT-3.3.1-4");
        }
    }

    [Fact]
    [Mqtt311("MQTT-3.3.1-2")]
    [Mqtt5("MQTT-3.3.1-2")]
    public void A_publish_at_qos_0_that_says_it_is_a_duplicate_is_refused()
    {
        Check.Refused(Client, "38 ('t')", "38 ('t' ())", 0x81, "MQTT-3.3.1-2", "MQTT-3.3.1-2");
        Check.Refused(Server, "39 ('t')", "39 ('t' ())", 0x81, "MQTT-3.3.1-2", "MQTT-3.3.1-2");
    }

    [Theory]
    [InlineData("C0 80 00")]
    [InlineData("30 83 00 't'")]
    [InlineData("C0 80 80 00")]
    [InlineData("30 83 80 80 00 't'")]
    [Mqtt5("MQTT-1.5.5-1")]
    public void A_remaining_length_with_idle_bytes_is_refused(string notation) =>
        Check.Refused(Mqtt5, Client, notation, 0x81, "MQTT-1.5.5-1");

    [Theory]
    [InlineData("10 ('MQTT' 05 02 003C 80 00 'c')")]
    [InlineData("10 ('MQTT' 05 02 003C 83 00 21 0001 'c')")]
    [InlineData("10 ('MQTT' 05 02 003C (A1 00 0001) 'c')")]
    [InlineData("30 ('t' 80 80 80 00 |x|)")]
    [InlineData("82 (0001 (0B 81 00) 't' 00)")]
    [Mqtt5("MQTT-1.5.5-1")]
    public void A_variable_integer_with_idle_bytes_is_refused(string notation) =>
        Check.Refused(Mqtt5, Client, notation, 0x81, "MQTT-1.5.5-1");

    [Theory]
    [InlineData(0, "00")]
    [InlineData(127, "7F")]
    [InlineData(128, "80 01")]
    [InlineData(16_383, "FF 7F")]
    [InlineData(16_384, "80 80 01")]
    [InlineData(2_097_151, "FF FF 7F")]
    [InlineData(2_097_152, "80 80 80 01")]
    [InlineData(268_435_455, "FF FF FF 7F")]
    [Mqtt5("MQTT-1.5.5-1")]
    public void Variable_integers_are_written_in_the_fewest_bytes(uint value, string bytes)
    {
        Span<byte> written = stackalloc byte[4];
        int size = VariableInteger.Write(written, value);

        Assert.Equal(PacketNotation.Parse(bytes), written[..size].ToArray());
        Assert.Equal(size, VariableInteger.SizeOf(value));
    }

    [Fact]
    public void A_value_beyond_four_bytes_can_not_be_written() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => VariableInteger.SizeOf(VariableInteger.MaxValue + 1));

    private static void AssertFlags(PacketType type, PacketSender sender, int listed, string? ownClause)
    {
        for (int flags = 0; flags < 16; flags++)
        {
            byte header = (byte)(((int)type << 4) | flags);
            if (flags == listed)
            {
                Assert.Equal(FrameStatus.NeedMore, Answer.To([header], Mqtt311, sender).Status);
                Assert.Equal(FrameStatus.NeedMore, Answer.To([header], Mqtt5, sender).Status);
            }
            else
            {
                Check.Refused(Mqtt311, sender, $"{header:X2}", 0x81, ownClause ?? "MQTT-2.2.2-2");
                Check.Refused(Mqtt5, sender, $"{header:X2}", 0x81, ownClause ?? "MQTT-2.1.3-1");
            }
        }
    }
}
