using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>What the broker does with bytes that break the data types of section 1.5 and the headers of section 2.</summary>
public class WireFormTests
{
    private const byte PublishHeader = 0x30;

    [Theory]
    [InlineData("C328")]
    [InlineData("EDA080")]
    [InlineData("EDBFBF")]
    [InlineData("F4908080")]
    [InlineData("C080")]
    [Mqtt5("MQTT-1.5.4-1")]
    public void A_string_that_is_no_UTF_8_closes_the_connection(string topic)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.Send(RawPacket.Of(PublishHeader, RawPacket.Field(Convert.FromHexString(topic)), RawPacket.None));

        AssertEnded(client, ReasonCode.MalformedPacket);
    }

    [Fact]
    [Mqtt5("MQTT-1.5.4-2")]
    public void A_string_with_U_0000_closes_the_connection()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.Send(RawPacket.Of(PublishHeader, RawPacket.Field("a\0b"), RawPacket.None));

        AssertEnded(client, ReasonCode.MalformedPacket);
    }

    [Fact]
    [Mqtt5("MQTT-1.5.4-3")]
    public void A_byte_order_mark_is_a_character_of_the_topic()
    {
        const string marked = "\uFEFFt";
        using var broker = new TestBroker();
        TestClient plain = broker.Connect("plain");
        plain.Subscribe("t");
        TestClient exact = broker.Connect("exact");
        exact.Subscribe(marked);

        broker.Connect("p").Publish(marked, "x");

        Assert.Equal(0, plain.Waiting);
        Assert.Equal(marked, exact.Take(PacketType.Publish).Topic);
    }

    [Theory]
    [InlineData("C0 80 00")]
    [InlineData("30 06 00 01 74 80 00 78")]
    [Mqtt5("MQTT-1.5.5-1")]
    public void A_variable_integer_in_more_bytes_than_it_needs_closes_the_connection(string packet)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.SendHex(packet);

        AssertEnded(client, ReasonCode.MalformedPacket);
    }

    [Theory]
    [InlineData("26 00 01 61 00 01 FF")]
    [InlineData("26 00 01 FF 00 01 61")]
    [InlineData("26 00 01 61 00 01 00")]
    [Mqtt5("MQTT-1.5.7-1")]
    public void A_user_property_whose_name_or_value_is_no_UTF_8_closes_the_connection(string property)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.SendHex("30 0B 00 01 74 07 " + property);

        AssertEnded(client, ReasonCode.MalformedPacket);
    }

    [Theory]
    [InlineData("C1 00")]
    [InlineData("E1 00")]
    [InlineData("F1 00")]
    [InlineData("80 06 00 01 00 00 01 74 00")]
    [InlineData("60 02 00 01")]
    [Mqtt5("MQTT-2.1.3-1")]
    public void Flags_other_than_the_listed_ones_close_the_connection(string packet)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.SendHex(packet);

        AssertEnded(client, ReasonCode.MalformedPacket);
    }

    [Fact]
    [Mqtt5("MQTT-2.1.3-1", "MQTT-3.1.4-1")]
    public void A_CONNECT_with_flags_is_closed_without_an_answer()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();
        byte[] connect = RawPacket.Connect(0x02, RawPacket.None, RawPacket.Field("c"));
        connect[0] |= 1;

        client.Send(connect);

        Assert.True(client.IsClosed);
        Assert.Equal(0, client.Waiting);
    }

    [Fact]
    [Mqtt5("MQTT-2.2.2-1")]
    public void Packets_without_properties_still_have_their_length_of_zero()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        Assert.Equal("90 04 PP PP 00 CC".Split().Length, client.Subscribe("t").Size);
        client.Publish("t", "x");

        Packet publish = client.Take(PacketType.Publish);
        Assert.Equal("30 05 00 01 74 00 78".Split().Length, publish.Size);
        Assert.Equal("x", publish.Text);
    }

    [Fact]
    [Mqtt5("MQTT-2.2.2-1")]
    public void A_PUBLISH_without_the_length_of_its_properties_closes_the_connection()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.SendHex("30 03 00 01 74");

        AssertEnded(client, ReasonCode.MalformedPacket);
    }

    private static void AssertEnded(TestClient client, ReasonCode reason)
    {
        Assert.Equal(reason, client.Take(PacketType.Disconnect).Reason);
        Assert.True(client.IsClosed);
        Assert.Equal(0, client.Waiting);
    }
}
