using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>What MQTT 3.1 asks for and forgives that 3.1.1 does not.</summary>
public sealed class Mqtt31Tests
{
    private const byte Clean = RawPacket.CleanSession;

    [Fact]
    [Seed("PMQ-01")]
    public void The_protocol_name_MQIsdp_with_level_3_is_accepted()
    {
        using var broker = new TestBroker();
        TestClient client = Open(broker);

        client.Send(RawPacket.ConnectOf("MQIsdp", 3, Clean, RawPacket.Text("c")));

        Packet connack = client.Take(PacketType.Connack);
        Assert.Equal((ReasonCode.Success, 4), (connack.Reason, connack.Size));
        client.AssertAlive();
    }

    [Fact]
    [Seed("PMQ-01")]
    public void Messages_of_every_QoS_come_and_go()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Connect("watcher", ProtocolVersion.Mqtt31);
        watcher.Subscribe("t/#");
        TestClient client = broker.Connect("c", ProtocolVersion.Mqtt31);

        client.PublishFully("t/0", "0");
        client.PublishFully("t/1", "1", QoS.AtLeastOnce);
        client.PublishFully("t/2", "2", QoS.ExactlyOnce);

        Assert.Equal("0 1 2", watcher.Texts());
        Assert.Equal(0, broker.Ledger.Queued);
    }

    [Fact]
    [Seed("PMQ-01")]
    public void CONNACK_has_no_session_present_though_the_session_is_resumed()
    {
        using var broker = new TestBroker();
        TestClient client = broker.ConnectKept("c", ProtocolVersion.Mqtt31);
        client.Subscribe("t");
        client.Drop();
        broker.Say("t", "waited", QoS.AtLeastOnce);
        TestClient again = broker.Open();

        Packet connack = again.Connect(
            new ConnectSettings { Version = ProtocolVersion.Mqtt31, ClientId = "c", CleanStart = false });

        Assert.False(connack.SessionPresent);
        Assert.Equal("waited", again.Texts());
    }

    [Fact]
    [Seed("PMQ-01")]
    public void An_empty_identifier_is_refused_with_0x02()
    {
        using var broker = new TestBroker();
        TestClient client = Open(broker);

        client.Send(RawPacket.ConnectOf("MQIsdp", 3, Clean, RawPacket.Text("")));

        Assert.Equal((byte)ConnectReturnCode.IdentifierRejected, (byte)client.Take(PacketType.Connack).Reason);
        client.AssertClosedInSilence();
    }

    [Fact]
    [Seed("PMQ-01")]
    public void An_identifier_may_be_longer_than_23_characters()
    {
        using var broker = new TestBroker();
        TestClient client = Open(broker);

        client.Send(RawPacket.ConnectOf("MQIsdp", 3, Clean, RawPacket.Text(new string('x', 60))));

        Assert.Equal(ReasonCode.Success, client.Take(PacketType.Connack).Reason);
    }

    [Theory]
    [InlineData(Clean | 1)]
    [InlineData(Clean | RawPacket.WillQoS1)]
    [InlineData(Clean | RawPacket.WillRetain)]
    [InlineData(Clean | RawPacket.UserName)]
    [InlineData(Clean | RawPacket.UserName | RawPacket.Password)]
    public void Flags_that_mean_nothing_are_not_looked_at(byte flags)
    {
        using var broker = new TestBroker();
        TestClient client = Open(broker);

        client.Send(RawPacket.ConnectOf("MQIsdp", 3, flags, RawPacket.Text("c")));

        Assert.Equal(ReasonCode.Success, client.Take(PacketType.Connack).Reason);
        client.AssertAlive();
    }

    [Fact]
    public void A_login_that_is_announced_and_missing_counts_as_not_sent()
    {
        var authenticator = new RecordingAuthenticator();
        using var broker = new TestBroker(ports: basic => basic with { Authenticator = authenticator });
        TestClient client = Open(broker);

        client.Send(RawPacket.ConnectOf(
            "MQIsdp", 3, Clean | RawPacket.UserName | RawPacket.Password, RawPacket.Text("c"), RawPacket.Text("ann")));

        Assert.Equal("ann", authenticator.Requests[0].UserName);
        Assert.Null(authenticator.Requests[0].Password);
    }

    [Theory]
    [InlineData(Clean | RawPacket.Will)]
    [InlineData(Clean | RawPacket.Will | RawPacket.WillQoS1 | RawPacket.WillQoS2)]
    [InlineData(Clean | RawPacket.Password)]
    public void Flags_that_can_not_be_meant_close(byte flags)
    {
        using var broker = new TestBroker();
        TestClient client = Open(broker);

        client.Send(RawPacket.ConnectOf("MQIsdp", 3, flags, RawPacket.Text("c")));

        client.AssertClosedInSilence();
    }

    [Fact]
    public void Repeats_of_requests_and_of_PUBREL_may_have_DUP_set()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c", ProtocolVersion.Mqtt31);

        client.SendHex("8A 06 00 01 00 01 74 00");
        client.SendHex("AA 05 00 02 00 01 74");
        client.SendHex("6A 02 00 03");

        Assert.Equal("Suback:1 Unsuback:2 Pubcomp:3", client.Trace());
        client.AssertAlive();
    }

    [Fact]
    [Seed("PMQ-01")]
    public void Wills_retained_messages_and_kept_sessions_work_as_in_3_1_1()
    {
        using var broker = new TestBroker();
        TestClient away = broker.ConnectKept("away", ProtocolVersion.Mqtt31);
        away.Subscribe("w");
        away.Disconnect();
        TestClient client = broker.Connect(new ConnectSettings
        {
            Version = ProtocolVersion.Mqtt31,
            ClientId = "c",
            Will = new WillSettings("w", "gone", QoS.AtLeastOnce, Retain: true),
        });

        client.Drop();

        Assert.Equal("gone", broker.ConnectKept("away", ProtocolVersion.Mqtt31).Texts());
        TestClient late = broker.Connect("late", ProtocolVersion.Mqtt31);
        late.Subscribe("w");
        Assert.True(Assert.Single(late.ReceiveAll()).Retain);
    }

    private static TestClient Open(TestBroker broker)
    {
        TestClient client = broker.Open();
        client.Version = ProtocolVersion.Mqtt31;
        return client;
    }
}
