using System.Buffers;
using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.ProtocolVersion;

namespace Pmq.Protocol.Tests;

/// <summary>Topic names and topic filters (sections 3.3.2.1 and 4.7).</summary>
public sealed class TopicTests
{
    [Fact]
    [Mqtt311("MQTT-3.3.2-1")]
    [Mqtt5("MQTT-3.3.2-1")]
    public void A_publish_begins_with_a_topic_name_that_is_text()
    {
        Check.Reads(Client, "32 ('t' 0001 |x|)", "32 ('t' 0001 () |x|)", "PUBLISH q1 #1 't'='x'");
        Check.Refused(Client, "30 ([C3 28])", "30 ([C3 28] ())", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1");
        Check.Refused(Client, "30 ()", "30 ()", 0x81, "2.2.3", "2.1.4");
        Check.Refused(Client, "30 (0002 |t|)", "30 (0003 |t| ())", 0x81, "2.2.3", "2.1.4");
    }

    [Theory]
    [InlineData("#")]
    [InlineData("+")]
    [InlineData("a/#")]
    [InlineData("a/+/b")]
    [InlineData("a+b")]
    [InlineData("é#")]
    [Mqtt311("MQTT-3.3.2-2")]
    [Mqtt5("MQTT-3.3.2-2")]
    public void A_publish_to_a_name_with_wildcards_is_refused(string topic) => Check.Refused(
        Client, $"30 ('{topic}' |x|)", $"30 ('{topic}' () |x|)", 0x90, "MQTT-3.3.2-2", "MQTT-3.3.2-2");

    [Theory]
    [InlineData("#")]
    [InlineData("a/+")]
    [Mqtt311("MQTT-4.7.1-1")]
    [Mqtt5("MQTT-4.7.0-1")]
    public void A_will_topic_with_wildcards_is_refused(string topic) => Check.Refused(
        Client,
        $"10 ('MQTT' 04 06 003C 'c' '{topic}' 'x')",
        $"10 ('MQTT' 05 06 003C () 'c' () '{topic}' 'x')",
        0x90,
        "MQTT-4.7.1-1",
        "MQTT-4.7.0-1");

    [Theory]
    [InlineData("sport#")]
    [InlineData("sport/tennis#")]
    [InlineData("sport/tennis/#/ranking")]
    [InlineData("#/")]
    [InlineData("##")]
    [InlineData("a/+#")]
    [Mqtt311("MQTT-4.7.1-2")]
    [Mqtt5("MQTT-4.7.1-1")]
    public void A_multi_level_wildcard_elsewhere_than_alone_at_the_end_is_refused(string filter) =>
        AssertBadFilter(filter, "MQTT-4.7.1-2", "MQTT-4.7.1-1");

    [Theory]
    [InlineData("sport+")]
    [InlineData("+sport")]
    [InlineData("a/b+/c")]
    [InlineData("a/+b")]
    [InlineData("++")]
    [InlineData("+é")]
    [Mqtt311("MQTT-4.7.1-3")]
    [Mqtt5("MQTT-4.7.1-2")]
    public void A_single_level_wildcard_that_shares_its_level_is_refused(string filter) =>
        AssertBadFilter(filter, "MQTT-4.7.1-3", "MQTT-4.7.1-2");

    [Theory]
    [InlineData("#")]
    [InlineData("+")]
    [InlineData("/#")]
    [InlineData("/+")]
    [InlineData("+/")]
    [InlineData("+/+/#")]
    [InlineData("sport/tennis/#")]
    [InlineData("sport/+/player1")]
    [InlineData("/")]
    [InlineData("$SYS/+")]
    public void Wildcards_in_their_places_are_accepted(string filter)
    {
        Check.Reads(
            Client, $"82 (0001 '{filter}' 00)", $"82 (0001 () '{filter}' 00)", $"SUBSCRIBE #1 '{filter}'(q0)");
        Check.Reads(Client, $"A2 (0001 '{filter}')", $"A2 (0001 () '{filter}')", $"UNSUBSCRIBE #1 '{filter}'");
    }

    [Fact]
    [Mqtt311("MQTT-4.7.3-1")]
    [Mqtt5("MQTT-4.7.3-1")]
    public void An_empty_topic_name_or_filter_is_refused()
    {
        const string clause = "MQTT-4.7.3-1";
        Check.Refused(Client, "30 ('' |x|)", "30 ('' () |x|)", 0x82, clause, clause);
        Check.Refused(Client, "82 (0001 '' 00)", "82 (0001 () '' 00)", 0x8F, clause, clause);
        Check.Refused(Client, "A2 (0001 '')", "A2 (0001 () '')", 0x8F, clause, clause);
        Check.Refused(
            Client,
            "10 ('MQTT' 04 06 003C 'c' '' 'x')",
            "10 ('MQTT' 05 06 003C () 'c' () '' 'x')",
            0x82,
            clause,
            clause);
    }

    [Fact]
    public void A_topic_alias_stands_for_an_empty_topic_name() =>
        Check.Reads(Mqtt5, Client, "30 ('' (23 0001) |x|)", "PUBLISH q0 ''='x' {TopicAlias=1}");

    [Fact]
    [Mqtt311("MQTT-4.7.3-2")]
    [Mqtt5("MQTT-4.7.3-2")]
    public void A_topic_name_or_filter_with_the_null_character_is_refused()
    {
        Check.Refused(Client, "30 ([61 00])", "30 ([61 00] ())", 0x81, "MQTT-1.5.3-2", "MQTT-1.5.4-2");
        Check.Refused(
            Client, "82 (0001 [61 00] 00)", "82 (0001 () [61 00] 00)", 0x81, "MQTT-1.5.3-2", "MQTT-1.5.4-2");
        Check.Refused(Client, "A2 (0001 [00])", "A2 (0001 () [00])", 0x81, "MQTT-1.5.3-2", "MQTT-1.5.4-2");
    }

    [Fact]
    [Mqtt311("MQTT-4.7.3-3")]
    [Mqtt5("MQTT-4.7.3-3")]
    public void A_topic_name_or_filter_of_more_than_65535_bytes_can_not_be_written()
    {
        string longest = new('t', 65_535);
        Check.Reads(Mqtt311, Client, "30 (FFFF |t|*65535)", $"PUBLISH q0 '{longest}'=''");
        Assert.Equal(1 + 3 + 2 + 65_535, WriteTopic(Mqtt311, 65_535));

        foreach (ProtocolVersion version in (ProtocolVersion[])[Mqtt311, Mqtt5])
        {
            Assert.Throws<OverflowException>(() => WriteTopic(version, 65_536));
            Assert.Throws<OverflowException>(() => WriteFilter(version, 65_536));
        }
    }

    [Fact]
    [Mqtt311("MQTT-3.8.3-1")]
    [Mqtt5("MQTT-3.8.3-1")]
    public void A_subscribe_with_a_filter_that_is_no_text_is_refused()
    {
        Check.Refused(
            Client, "82 (0001 [C3 28] 00)", "82 (0001 () [C3 28] 00)", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1");
        Check.Refused(
            Client,
            "82 (0001 't' 00 [FF] 00)",
            "82 (0001 () 't' 00 [FF] 00)",
            0x81,
            "MQTT-1.5.3-1",
            "MQTT-1.5.4-1");
    }

    [Fact]
    [Mqtt311("MQTT-3.10.3-1")]
    [Mqtt5("MQTT-3.10.3-1")]
    public void An_unsubscribe_with_a_filter_that_is_no_text_is_refused()
    {
        Check.Refused(Client, "A2 (0001 [C3 28])", "A2 (0001 () [C3 28])", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1");
        Check.Refused(Client, "A2 (0001 't' [FF])", "A2 (0001 () 't' [FF])", 0x81, "MQTT-1.5.3-1", "MQTT-1.5.4-1");
    }

    [Theory]
    [InlineData("", "MQTT-4.7.3-1")]
    [InlineData("a/#", "MQTT-3.3.2-2")]
    [InlineData("a/b", null)]
    public void A_name_can_be_checked_without_a_packet(string topic, string? clause) =>
        Assert.Equal(clause, TopicName.Check(new ByteView(Bytes(topic)), Mqtt5)?.Clause);

    [Theory]
    [InlineData("", "MQTT-4.7.3-1")]
    [InlineData("a/b#", "MQTT-4.7.1-2")]
    [InlineData("a/+", null)]
    public void A_filter_can_be_checked_without_a_packet(string filter, string? clause) =>
        Assert.Equal(clause, TopicFilter.Check(new ByteView(Bytes(filter)), Mqtt311)?.Clause);

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static void AssertBadFilter(string filter, string clause3, string clause5)
    {
        Check.Refused(Client, $"82 (0001 '{filter}' 00)", $"82 (0001 () '{filter}' 00)", 0x8F, clause3, clause5);
        Check.Refused(Client, $"A2 (0001 '{filter}')", $"A2 (0001 () '{filter}')", 0x8F, clause3, clause5);
        Check.Refused(Mqtt5, Client, $"82 (0001 () '$share/g/{filter}' 00)", 0x8F, clause5);
    }

    private static int WriteTopic(ProtocolVersion version, int length)
    {
        byte[] topic = new byte[length];
        return PublishEncoder.Write(new ArrayBufferWriter<byte>(), version, new PublishPacket(topic, default));
    }

    private static int WriteFilter(ProtocolVersion version, int length)
    {
        var request = new SubscriptionRequest(new byte[length], default);
        return SubscribeEncoder.WriteSubscribe(new ArrayBufferWriter<byte>(), version, 1, [request]);
    }
}
