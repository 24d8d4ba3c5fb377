using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.ProtocolVersion;

namespace Pmq.Protocol.Tests;

/// <summary>Strings (3.1.1 section 1.5.3; 5.0 sections 1.5.4 and 1.5.7).</summary>
public sealed class TextTests
{
    /// <summary>Every place where a packet of 3.1.1 holds a string, as <c>…</c>.</summary>
    private static readonly string[] Places311 =
    [
        "10 (… 04 02 003C 'c')",
        "10 ('MQTT' 04 02 003C …)",
        "10 ('MQTT' 04 06 003C 'c' … 'x')",
        "10 ('MQTT' 04 82 003C 'c' …)",
        "30 (… |x|)",
        "82 (0001 … 00)",
        "82 (0001 't' 00 … 00)",
        "A2 (0001 …)",
    ];

    private static readonly string[] Places5 =
    [
        "10 ('MQTT' 05 02 003C () …)",
        "10 ('MQTT' 05 06 003C () 'c' () … 'x')",
        "10 ('MQTT' 05 82 003C () 'c' …)",
        "10 ('MQTT' 05 02 003C (15 …) 'c')",
        "10 ('MQTT' 05 06 003C () 'c' (03 …) 't' 'x')",
        "10 ('MQTT' 05 06 003C () 'c' (08 …) 't' 'x')",
        "30 (… () |x|)",
        "30 ('t' (03 …) |x|)",
        "30 ('t' (08 …) |x|)",
        "40 (0001 00 (1F …))",
        "82 (0001 () … 00)",
        "A2 (0001 () …)",
        "E0 (00 (1F …))",
        "F0 (18 (15 'm' 1F …))",
    ];

    private static readonly string[] PairPlaces =
    [
        "10 ('MQTT' 05 02 003C (26 … 'v') 'c')",
        "10 ('MQTT' 05 02 003C (26 'k' …) 'c')",
        "30 ('t' (26 … 'v') |x|)",
        "30 ('t' (26 'k' …) |x|)",
        "82 (0001 (26 'k' …) 't' 00)",
        "E0 (00 (26 … 'v'))",
    ];

    public static TheoryData<string> IllFormed =>
    [
        "[80]", "[BF 61]", "[C3]", "[61 C3 28]", "[C0 80]", "[C1 BF]", "[E0 9F BF]", "[E2 82]", "[F0 8F BF BF]",
        "[F0 9F 98]", "[F4 90 80 80]", "[F5 80 80 80]", "[FE]", "[FF FF]",
        "[ED A0 80]", "[ED AF BF]", "[ED B0 80]", "[ED BF BF]", "[ED A1 8C ED BE B4]",
    ];

    [Theory]
    [MemberData(nameof(IllFormed))]
    [Mqtt311("MQTT-1.5.3-1")]
    [Mqtt5("MQTT-1.5.4-1")]
    public void An_ill_formed_string_or_a_surrogate_is_refused_wherever_it_stands(string text)
    {
        RefusedIn(Places311, Mqtt311, text, "MQTT-1.5.3-1");
        RefusedIn(Places5, Mqtt5, text, "MQTT-1.5.4-1");
    }

    [Theory]
    [InlineData("[00]")]
    [InlineData("[00 61]")]
    [InlineData("[61 2F 00]")]
    [InlineData("[C3 A9 00]")]
    [Mqtt311("MQTT-1.5.3-2")]
    [Mqtt5("MQTT-1.5.4-2")]
    public void A_string_with_the_null_character_is_refused_wherever_it_stands(string text)
    {
        RefusedIn(Places311, Mqtt311, text, "MQTT-1.5.3-2");
        RefusedIn(Places5, Mqtt5, text, "MQTT-1.5.4-2");
    }

    [Theory]
    [InlineData("[EF BB BF]", @"\xEF\xBB\xBF")]
    [InlineData("[EF BB BF 61]", @"\xEF\xBB\xBFa")]
    [InlineData("[61 EF BB BF 62]", @"a\xEF\xBB\xBFb")]
    [Mqtt311("MQTT-1.5.3-3")]
    [Mqtt5("MQTT-1.5.4-3")]
    public void A_byte_order_mark_stays_where_it_is(string text, string quoted)
    {
        Check.Reads(Client, $"30 ({text} |x|)", $"30 ({text} () |x|)", $"PUBLISH q0 '{quoted}'='x'");
        Check.Reads(Mqtt311, Client, $"10 ('MQTT' 04 02 003C {text})", $"CONNECT v4 clean ka=60 id='{quoted}'");
        Check.Reads(Mqtt5, Client, $"82 (0001 () {text} 00)", $"SUBSCRIBE #1 '{quoted}'(q0)");
    }

    [Theory]
    [MemberData(nameof(IllFormed))]
    [Mqtt5("MQTT-1.5.7-1")]
    public void Both_strings_of_a_pair_must_be_well_formed(string text) =>
        RefusedIn(PairPlaces, Mqtt5, text, "MQTT-1.5.4-1");

    [Theory]
    [InlineData("[7F]")]
    [InlineData("[C2 80]")]
    [InlineData("[DF BF]")]
    [InlineData("[E0 A0 80]")]
    [InlineData("[ED 9F BF]")]
    [InlineData("[EE 80 80]")]
    [InlineData("[EF BF BF]")]
    [InlineData("[F0 90 80 80]")]
    [InlineData("[F4 8F BF BF]")]
    public void The_first_and_last_characters_of_each_length_are_accepted(string text)
    {
        foreach (string place in Places5.Concat(PairPlaces))
        {
            string notation = place.Replace("…", text, StringComparison.Ordinal);
            Assert.True(Answer.To(PacketNotation.Parse(notation), Mqtt5, Client).IsPacket, notation);
        }
    }

    [Fact]
    public void The_longest_string_is_accepted()
    {
        string name = new('a', 65_535);

        Check.Reads(Mqtt311, Client, "10 ('MQTT' 04 02 003C FFFF |a|*65535)", $"CONNECT v4 clean ka=60 id='{name}'");
    }

    private static void RefusedIn(string[] places, ProtocolVersion version, string text, string clause)
    {
        foreach (string place in places)
        {
            Check.Refused(version, Client, place.Replace("…", text, StringComparison.Ordinal), 0x81, clause);
        }
    }
}
