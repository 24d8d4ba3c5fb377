using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.ProtocolVersion;

namespace Pmq.Protocol.Tests;

/// <summary>SUBSCRIBE, UNSUBSCRIBE and their answers (sections 3.8 to 3.11), shared subscriptions (4.8.2).</summary>
public sealed class SubscribeTests
{
    [Fact]
    [Mqtt311("MQTT-3.8.3-3")]
    [Mqtt5("MQTT-3.8.3-2")]
    public void A_subscribe_without_a_filter_is_refused() =>
        Check.Refused(Client, "82 (0001)", "82 (0001 ())", 0x82, "MQTT-3.8.3-3", "MQTT-3.8.3-2");

    [Fact]
    [Mqtt311("MQTT-3.10.3-2")]
    [Mqtt5("MQTT-3.10.3-2")]
    public void An_unsubscribe_without_a_filter_is_refused() =>
        Check.Refused(Client, "A2 (0001)", "A2 (0001 ())", 0x82, "MQTT-3.10.3-2", "MQTT-3.10.3-2");

    [Fact]
    [Mqtt311("MQTT-3.8.3-4")]
    public void Reserved_bits_and_qos_3_are_refused_before_5_0()
    {
        for (int options = 0; options <= byte.MaxValue; options++)
        {
            string notation = $"82 (0001 't' 00 'u' {options:X2})";
            if (options <= 2)
            {
                Check.Reads(Mqtt311, Client, notation, $"SUBSCRIBE #1 't'(q0) 'u'(q{options})");
            }
            else
            {
                Check.Refused(Mqtt311, Client, notation, options == 3 ? 0x82 : 0x81, "MQTT-3.8.3-4");
            }
        }
    }

    [Fact]
    [Mqtt5("MQTT-3.8.3-5")]
    public void Reserved_option_bits_are_refused_in_5_0()
    {
        for (int options = 0x40; options <= byte.MaxValue; options++)
        {
            Check.Refused(Mqtt5, Client, $"82 (0001 () 't' {options:X2})", 0x81, "MQTT-3.8.3-5");
        }
    }

    [Fact]
    public void Every_combination_of_options_is_read_or_refused_in_5_0()
    {
        for (int options = 0; options < 0x40; options++)
        {
            string notation = $"82 (0001 () 't' {options:X2})";
            if ((options & 3) == 3 || options >> 4 == 3)
            {
                Check.Refused(Mqtt5, Client, notation, 0x82, "3.8.3.1");
            }
            else
            {
                string meaning = $"(q{options & 3}{((options & 4) != 0 ? " nl" : "")}"
                    + $"{((options & 8) != 0 ? " rap" : "")}{(options >> 4 == 0 ? "" : $" rh{options >> 4}")})";
                Check.Reads(Mqtt5, Client, notation, $"SUBSCRIBE #1 't'{meaning}");
            }
        }
    }

    [Fact]
    [Mqtt5("MQTT-3.8.3-4")]
    public void No_local_on_a_shared_subscription_is_refused()
    {
        Check.Refused(Mqtt5, Client, "82 (0001 () '$share/g/t' 04)", 0x82, "MQTT-3.8.3-4");
        Check.Refused(Mqtt5, Client, "82 (0001 () 't' 04 '$share/g/t' 2D)", 0x82, "MQTT-3.8.3-4");
        Check.Reads(Mqtt5, Client, "82 (0001 () '$share/g/t' 29)", "SUBSCRIBE #1 '$share/g/t'(q1 rap rh2)");
        Check.Reads(Mqtt5, Client, "82 (0001 () 'x$share/g/t' 04)", "SUBSCRIBE #1 'x$share/g/t'(q0 nl)");
    }

    [Theory]
    [InlineData("$share/")]
    [InlineData("$share//")]
    [InlineData("$share//t")]
    [Mqtt5("MQTT-4.8.2-1")]
    public void A_share_name_has_at_least_one_character(string filter)
    {
        Check.Refused(Mqtt5, Client, $"82 (0001 () '{filter}' 00)", 0x8F, "MQTT-4.8.2-1");
        Check.Refused(Mqtt5, Client, $"A2 (0001 () '{filter}')", 0x8F, "MQTT-4.8.2-1");
    }

    [Theory]
    [InlineData("$share/g")]
    [InlineData("$share/g/")]
    [InlineData("$share/#")]
    [InlineData("$share/+")]
    [InlineData("$share/g+/t")]
    [InlineData("$share/#g/t")]
    [InlineData("$share/é#/t")]
    [Mqtt5("MQTT-4.8.2-2")]
    public void A_share_name_has_no_wildcards_and_a_filter_after_it(string filter)
    {
        Check.Refused(Mqtt5, Client, $"82 (0001 () '{filter}' 00)", 0x8F, "MQTT-4.8.2-2");
        Check.Refused(Mqtt5, Client, $"A2 (0001 () '{filter}')", 0x8F, "MQTT-4.8.2-2");
    }

    [Theory]
    [InlineData("$share/g/t", "g", "t")]
    [InlineData("$share/a b/+/x/#", "a b", "+/x/#")]
    [InlineData("$share/g//", "g", "/")]
    [InlineData("$share/$share/$share/x", "$share", "$share/x")]
    public void A_shared_filter_is_cut_into_name_and_filter(string filter, string name, string inner)
    {
        byte[] bytes = PacketNotation.Parse($"|{filter}|");
        foreach (ProtocolVersion version in Enum.GetValues<ProtocolVersion>())
        {
            Assert.Null(TopicFilter.SplitShared(new ByteView(bytes), version, out ByteView name1, out ByteView inner1));
            Assert.Equal((name, inner), (Text(name1), Text(inner1)));
            Assert.Null(TopicFilter.SplitShared(
                new ByteView(Segments.Single(bytes)), version, out ByteView name2, out ByteView inner2));
            Assert.Equal((name, inner), (Text(name2), Text(inner2)));
        }
    }

    [Theory]
    [InlineData("t")]
    [InlineData("$share")]
    [InlineData("$shared/g/t")]
    public void A_filter_that_is_not_shared_is_not_cut(string filter)
    {
        var view = new ByteView(PacketNotation.Parse($"|{filter}|"));

        Assert.False(TopicFilter.IsShared(view));
        Assert.NotNull(TopicFilter.SplitShared(view, Mqtt5, out _, out _));
    }

    [Fact]
    [Mqtt311("MQTT-3.8.4-5")]
    [Mqtt5("MQTT-3.8.4-6")]
    public void A_suback_without_a_code_is_refused() =>
        Check.Refused(Server, "90 (0001)", "90 (0001 ())", 0x81, "MQTT-3.8.4-5", "MQTT-3.8.4-6");

    [Fact]
    [Mqtt311("MQTT-3.9.3-1")]
    [Mqtt5("MQTT-3.9.3-1")]
    public void The_codes_of_a_suback_keep_their_order() => Check.Reads(
        Server, "90 (0001 02 80 00 01)", "90 (0001 () 02 80 00 01)", "SUBACK #1 02 80 00 01");

    [Fact]
    [Mqtt5("MQTT-3.11.3-1")]
    public void The_codes_of_an_unsuback_keep_their_order_and_there_is_at_least_one()
    {
        Check.Reads(Mqtt5, Server, "B0 (0001 () 11 00 87)", "UNSUBACK #1 11 00 87");
        Check.Refused(Mqtt5, Server, "B0 (0001 ())", 0x81, "MQTT-3.11.3-1");
    }

    [Fact]
    public void An_unsuback_of_older_versions_has_no_codes()
    {
        Check.Reads(Mqtt311, Server, "B0 (0001)", "UNSUBACK #1");
        Check.Refused(Mqtt311, Server, "B0 (0001 00)", 0x81, "2.2.3");
    }

    private static string Text(ByteView bytes) => System.Text.Encoding.UTF8.GetString(bytes.ToArray());
}
