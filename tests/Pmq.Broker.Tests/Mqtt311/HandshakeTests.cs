using System.Text;
using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

public sealed class HandshakeTests
{
    private static readonly byte[] SubscribeThatReadsAsConnect =
        [0x82, .. RawPacket.Connect(RawPacket.CleanSession, RawPacket.Text("c"))[1..]];

    public static TheoryData<byte[]> FirstPacketsThatAreNoConnect =>
    [
        SubscribeThatReadsAsConnect,
        RawPacket.Of(0x30, RawPacket.Text("t"), [1]),
        RawPacket.Of(0x82, RawPacket.Number(1), RawPacket.Text("t"), [0]),
        RawPacket.Of(0xA2, RawPacket.Number(1), RawPacket.Text("t")),
        RawPacket.Of(0x40, RawPacket.Number(1)),
        RawPacket.Of(0xC0),
        RawPacket.Of(0xE0),
        RawPacket.Of(0x20, [0, 0]),
        RawPacket.Of(0xF0),
        Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"),
    ];

    [Theory]
    [MemberData(nameof(FirstPacketsThatAreNoConnect))]
    [Mqtt311("MQTT-3.1.0-1")]
    public void A_first_packet_that_is_no_CONNECT_is_not_worked_on_and_closes(byte[] bytes)
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "#");
        TestClient client = broker.Open();

        client.Send([.. bytes, .. RawPacket.Connect(RawPacket.CleanSession, RawPacket.Text("c"))]);

        client.AssertClosedInSilence();
        Assert.Equal(0, watcher.Waiting);
        Assert.Single(broker.Sessions);
    }

    [Fact]
    [Mqtt311("MQTT-3.1.0-2", "MQTT-4.8.0-1")]
    [Seed("PMQ-54")]
    public void A_second_CONNECT_closes_the_connection()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        client.SendConnect(new ConnectSettings { Version = ProtocolVersion.Mqtt311, ClientId = "c" });

        client.AssertClosedInSilence();
        Assert.Empty(broker.Sessions);
    }

    [Theory]
    [InlineData("MQTX", 3)]
    [InlineData("MQTX", 4)]
    [InlineData("mqtt", 4)]
    [InlineData("", 4)]
    [InlineData("HTTP", 5)]
    [Mqtt311("MQTT-3.1.2-1")]
    public void An_unknown_protocol_name_is_not_served(string name, byte level)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();
        client.Version = ProtocolVersion.Mqtt311;

        client.Send(RawPacket.ConnectOf(name, level, RawPacket.CleanSession, RawPacket.Text("c")));

        Assert.True(client.IsClosed);
        Assert.DoesNotContain(client.TakeAll(), packet => packet.Reason == ReasonCode.Success);
        Assert.Empty(broker.Sessions);
    }

    [Theory]
    [InlineData("MQTT", 3)]
    [InlineData("MQTT", 6)]
    [InlineData("MQTT", 0)]
    [InlineData("MQIsdp", 4)]
    [InlineData("MQIsdp", 2)]
    [Mqtt311("MQTT-3.1.2-2")]
    public void An_unsupported_protocol_level_is_answered_with_0x01_and_closed(string name, byte level)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();
        client.Version = ProtocolVersion.Mqtt311;

        client.Send(RawPacket.ConnectOf(name, level, RawPacket.CleanSession, RawPacket.Text("c")));

        Packet connack = client.Take(PacketType.Connack);
        Assert.Equal((byte)ConnectReturnCode.UnacceptableProtocolVersion, (byte)connack.Reason);
        client.AssertClosedInSilence();
    }

    [Fact]
    [Mqtt311("MQTT-3.1.2-3", "MQTT-3.1.4-1")]
    public void The_reserved_connect_flag_closes()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        client.Send(RawPacket.Connect(RawPacket.CleanSession | 1, RawPacket.Text("c")));

        client.AssertClosedInSilence();
    }

    [Fact]
    [Mqtt311("MQTT-3.1.4-4", "MQTT-3.2.0-1")]
    [Seed("PMQ-02")]
    public void A_good_CONNECT_is_answered_with_0_before_anything_else()
    {
        using var broker = new TestBroker();
        TestClient away = broker.Kept("c");
        away.Subscribe("t");
        away.Disconnect();
        broker.Say("t", "waited");
        TestClient client = broker.Open();
        client.Version = ProtocolVersion.Mqtt311;

        client.Send([.. RawPacket.Connect(0, RawPacket.Text("c")), .. RawPacket.Of(0xC0)]);

        Packet connack = client.Take();
        Assert.Equal((PacketType.Connack, ReasonCode.Success), (connack.Type, connack.Reason));
        Assert.Equal(4, connack.Size);
        Assert.Equal(2, client.TakeAll().Count);
        Assert.False(client.IsClosed);
    }

    [Theory]
    [InlineData(ReasonCode.BadUserNameOrPassword, ConnectReturnCode.BadUserNameOrPassword)]
    [InlineData(ReasonCode.NotAuthorized, ConnectReturnCode.NotAuthorized)]
    [InlineData(ReasonCode.ServerUnavailable, ConnectReturnCode.ServerUnavailable)]
    [Mqtt311("MQTT-3.1.4-5", "MQTT-3.2.2-4", "MQTT-3.2.2-5")]
    public void A_refusal_has_session_present_0_and_closes_and_nothing_after_it_is_worked_on(
        ReasonCode reason, ConnectReturnCode code)
    {
        var authenticator = new RecordingAuthenticator();
        using var broker = new TestBroker(ports: basic => basic with { Authenticator = authenticator });
        broker.Kept("c").Drop();
        authenticator.Refusal = reason;
        TestClient client = broker.Open();
        client.Version = ProtocolVersion.Mqtt311;

        client.Send(
        [
            .. RawPacket.Connect(0, RawPacket.Text("c")),
            .. RawPacket.Of(0x31, RawPacket.Text("t"), [1]),
            .. RawPacket.Of(0xC0),
        ]);

        Packet connack = client.Take(PacketType.Connack);
        Assert.Equal((byte)code, (byte)connack.Reason);
        Assert.False(connack.SessionPresent);
        client.AssertClosedInSilence();
        Assert.Equal(0, broker.Node.RetainedCount);
        Assert.False(Assert.Single(broker.Sessions).IsOnline);
    }

    [Theory]
    [InlineData(ReasonCode.BadAuthenticationMethod)]
    [InlineData(ReasonCode.ImplementationSpecificError)]
    [Mqtt311("MQTT-3.2.2-6")]
    public void A_refusal_without_a_fitting_code_closes_in_silence(ReasonCode reason)
    {
        var authenticator = new RecordingAuthenticator { Refusal = reason };
        using var broker = new TestBroker(ports: basic => basic with { Authenticator = authenticator });
        TestClient client = broker.Open();

        client.SendConnect(new ConnectSettings { Version = ProtocolVersion.Mqtt311, ClientId = "c" });

        client.AssertClosedInSilence();
    }

    [Fact]
    [Mqtt311("MQTT-3.2.2-6")]
    public void A_will_that_is_not_allowed_closes_in_silence()
    {
        using var broker = new TestBroker(new BrokerOptions { Message = new MessageOptions { Retain = false } });
        TestClient client = broker.Open();

        client.SendConnect(new ConnectSettings
        {
            Version = ProtocolVersion.Mqtt311, ClientId = "c", Will = new WillSettings("w", "x", Retain: true),
        });

        client.AssertClosedInSilence();
    }

    [Fact]
    [Mqtt311("MQTT-3.2.2-1", "MQTT-3.2.2-2", "MQTT-3.2.2-3")]
    public void Session_present_says_whether_the_broker_kept_something()
    {
        using var broker = new TestBroker();

        Assert.False(broker.Open().Handshake("c", cleanSession: false).SessionPresent);
        Assert.True(broker.Open().Handshake("c", cleanSession: false).SessionPresent);
        Assert.False(broker.Open().Handshake("c", cleanSession: true).SessionPresent);
        Assert.False(broker.Open().Handshake("c", cleanSession: false).SessionPresent);
        Assert.False(broker.Open().Handshake("other", cleanSession: false).SessionPresent);
    }
}
