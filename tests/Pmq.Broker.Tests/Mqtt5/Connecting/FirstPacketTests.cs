using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>What has to come first, and what must not come twice.</summary>
public class FirstPacketTests
{
    private static readonly byte[] PlainConnect = RawPacket.Connect(0x02, RawPacket.None, RawPacket.Field("c"));

    [Theory]
    [InlineData("C0 00")]
    [InlineData("E0 00")]
    [InlineData("30 04 00 01 74 00")]
    [InlineData("82 07 00 01 00 00 01 74 00")]
    [Mqtt5("MQTT-3.1.0-1")]
    public void A_first_packet_other_than_CONNECT_closes_without_an_answer(string packet)
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Connect("w");
        watcher.Subscribe("#");
        TestClient client = broker.Open();

        client.SendHex(packet);

        Assert.True(client.IsClosed);
        Assert.Equal((0, 0), (client.Waiting, watcher.Waiting));
    }

    [Fact]
    [Mqtt5("MQTT-3.1.0-2", "MQTT-3.2.0-2", "MQTT-4.13.1-1")]
    public void A_second_CONNECT_is_a_protocol_error_and_gets_no_second_CONNACK()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        client.Send([.. PlainConnect, .. PlainConnect]);

        IReadOnlyList<Packet> received = client.TakeAll();
        Assert.Equal([PacketType.Connack, PacketType.Disconnect], received.Select(packet => packet.Type));
        Assert.Equal(ReasonCode.ProtocolError, received[1].Reason);
        Assert.True(client.IsClosed);
    }

    [Fact]
    public void Who_sends_no_CONNECT_in_time_is_cut()
    {
        var timeout = TimeSpan.FromSeconds(3);
        using var broker = new TestBroker(
            new BrokerOptions { Connection = new ConnectionOptions { ConnectTimeout = timeout } });
        TestClient silent = broker.Open();
        TestClient slow = broker.Open();
        TestClient quick = broker.Connect("quick");
        slow.Send(PlainConnect.AsSpan(0, PlainConnect.Length - 1));

        broker.Advance(timeout - TimeSpan.FromSeconds(0.2));
        Assert.False(silent.IsClosed || slow.IsClosed);
        broker.Advance(TimeSpan.FromSeconds(0.4));

        Assert.True(silent.WasAborted && slow.WasAborted);
        Assert.Equal((0, 0), (silent.Waiting, slow.Waiting));
        Assert.False(quick.IsClosed);
    }

    [Fact]
    public void A_CONNECT_may_come_byte_by_byte()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        foreach (byte one in PlainConnect)
        {
            Assert.Equal(0, client.Waiting);
            client.Send([one]);
        }

        Assert.Equal(ReasonCode.Success, client.Take(PacketType.Connack).Reason);
    }

    [Theory]
    [InlineData("MQTX", 5)]
    [InlineData("mqtt", 5)]
    [InlineData("MQTTT", 5)]
    [Mqtt5("MQTT-3.1.2-1")]
    public void Another_protocol_name_is_refused(string name, byte level) => AssertVersionRefused(name, level);

    [Theory]
    [InlineData("MQTT", 0)]
    [InlineData("MQTT", 6)]
    [InlineData("MQTT", 0x85)]
    [InlineData("MQIsdp", 5)]
    [Mqtt5("MQTT-3.1.2-2")]
    public void Another_protocol_version_is_refused(string name, byte level) => AssertVersionRefused(name, level);

    [Fact]
    [Mqtt5("MQTT-3.1.2-3", "MQTT-3.1.4-1")]
    public void The_reserved_connect_flag_is_refused() =>
        AssertMalformed(RawPacket.Connect(0x03, RawPacket.None, RawPacket.Field("c")));

    [Fact]
    [Mqtt5("MQTT-3.1.2-9")]
    public void A_will_flag_without_a_will_is_refused() =>
        AssertMalformed(RawPacket.Connect(0x06, RawPacket.None, RawPacket.Field("c")));

    [Fact]
    [Mqtt5("MQTT-3.1.2-9")]
    public void A_will_without_a_payload_field_is_refused() => AssertMalformed(
        RawPacket.Connect(0x06, RawPacket.None, RawPacket.Field("c"), RawPacket.None, RawPacket.Field("w")));

    [Theory]
    [InlineData(0x0A)]
    [InlineData(0x12)]
    [Mqtt5("MQTT-3.1.2-11")]
    public void A_will_QoS_without_a_will_is_refused(byte flags) =>
        AssertMalformed(RawPacket.Connect(flags, RawPacket.None, RawPacket.Field("c")));

    [Fact]
    [Mqtt5("MQTT-3.1.2-12")]
    public void A_will_QoS_of_3_is_refused() => AssertMalformed(RawPacket.Connect(
        0x1E, RawPacket.None, RawPacket.Field("c"), RawPacket.None, RawPacket.Field("w"), RawPacket.Field("x")));

    [Fact]
    [Mqtt5("MQTT-3.1.2-13")]
    public void A_will_retain_flag_without_a_will_is_refused() =>
        AssertMalformed(RawPacket.Connect(0x22, RawPacket.None, RawPacket.Field("c")));

    [Fact]
    [Mqtt5("MQTT-3.1.2-16")]
    public void A_user_name_without_its_flag_is_refused() =>
        AssertMalformed(RawPacket.Connect(0x02, RawPacket.None, RawPacket.Field("c"), RawPacket.Field("ada")));

    [Fact]
    [Mqtt5("MQTT-3.1.2-17")]
    public void A_user_name_flag_without_a_user_name_is_refused() =>
        AssertMalformed(RawPacket.Connect(0x82, RawPacket.None, RawPacket.Field("c")));

    [Fact]
    [Mqtt5("MQTT-3.1.2-18")]
    public void A_password_without_its_flag_is_refused() => AssertMalformed(RawPacket.Connect(
        0x82, RawPacket.None, RawPacket.Field("c"), RawPacket.Field("ada"), RawPacket.Field("pencil")));

    [Fact]
    [Mqtt5("MQTT-3.1.2-19")]
    public void A_password_flag_without_a_password_is_refused() =>
        AssertMalformed(RawPacket.Connect(0xC2, RawPacket.None, RawPacket.Field("c"), RawPacket.Field("ada")));

    [Fact]
    [Mqtt5("MQTT-3.1.3-3")]
    public void A_CONNECT_without_a_client_identifier_field_is_refused() =>
        AssertMalformed(RawPacket.Connect(0x02, RawPacket.None));

    [Fact]
    [Mqtt5("MQTT-3.1.3-4")]
    public void A_client_identifier_that_is_no_UTF_8_is_refused() =>
        AssertMalformed(RawPacket.Connect(0x02, RawPacket.None, RawPacket.Field([0x63, 0xFF])));

    [Fact]
    [Mqtt5("MQTT-3.1.3-11")]
    public void A_will_topic_that_is_no_UTF_8_is_refused() => AssertMalformed(RawPacket.Connect(
        0x06, RawPacket.None, RawPacket.Field("c"), RawPacket.None, RawPacket.Field([0xFF]), RawPacket.Field("x")));

    [Fact]
    [Mqtt5("MQTT-3.1.3-12")]
    public void A_user_name_that_is_no_UTF_8_is_refused() =>
        AssertMalformed(RawPacket.Connect(0x82, RawPacket.None, RawPacket.Field("c"), RawPacket.Field([0xFF])));

    private static void AssertVersionRefused(string name, byte level)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();
        client.Version = ProtocolVersion.Mqtt311;

        client.Send(RawPacket.Connect(name, level, 0x02, RawPacket.None, RawPacket.Field("c")));

        Assert.Equal((ReasonCode)ConnectReturnCode.UnacceptableProtocolVersion, client.Take(PacketType.Connack).Reason);
        Assert.True(client.IsClosed);
        Assert.Empty(broker.Sessions);
    }

    private static void AssertMalformed(byte[] connect)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        client.Send(connect);

        Assert.Equal(ReasonCode.MalformedPacket, client.Take(PacketType.Connack).Reason);
        Assert.True(client.IsClosed);
        Assert.Equal(0, client.Waiting);
        Assert.Empty(broker.Sessions);
    }
}
