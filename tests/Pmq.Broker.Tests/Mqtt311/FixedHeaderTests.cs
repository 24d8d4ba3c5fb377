using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>A wrong fixed header ends the connection, whatever the rest of the packet is.</summary>
public sealed class FixedHeaderTests
{
    [Theory]
    [InlineData("41 02 00 01")]
    [InlineData("48 02 00 01")]
    [InlineData("51 02 00 01")]
    [InlineData("5F 02 00 01")]
    [InlineData("71 02 00 01")]
    [InlineData("74 02 00 01")]
    [InlineData("C1 00")]
    [InlineData("C8 00")]
    [Mqtt311("MQTT-2.2.2-1", "MQTT-2.2.2-2")]
    public void Reserved_flags_that_are_set_close(string packet) => AssertCloses(packet);

    [Theory]
    [InlineData("60 02 00 01")]
    [InlineData("61 02 00 01")]
    [InlineData("63 02 00 01")]
    [InlineData("6A 02 00 01")]
    [Mqtt311("MQTT-3.6.1-1", "MQTT-2.2.2-2")]
    public void PUBREL_has_the_flags_0010(string packet) => AssertCloses(packet);

    [Theory]
    [InlineData("80 06 00 01 00 01 74 00")]
    [InlineData("83 06 00 01 00 01 74 00")]
    [InlineData("8A 06 00 01 00 01 74 00")]
    [Mqtt311("MQTT-3.8.1-1", "MQTT-2.2.2-2")]
    public void SUBSCRIBE_has_the_flags_0010(string packet) => AssertCloses(packet);

    [Theory]
    [InlineData("A0 05 00 01 00 01 74")]
    [InlineData("A3 05 00 01 00 01 74")]
    [InlineData("AA 05 00 01 00 01 74")]
    [Mqtt311("MQTT-3.10.1-1", "MQTT-2.2.2-2")]
    public void UNSUBSCRIBE_has_the_flags_0010(string packet) => AssertCloses(packet);

    [Theory]
    [InlineData("E1 00")]
    [InlineData("E2 00")]
    [InlineData("E4 00")]
    [InlineData("E8 00")]
    [Mqtt311("MQTT-3.14.1-1", "MQTT-2.2.2-2")]
    public void DISCONNECT_has_no_flags_and_a_wrong_one_is_none(string packet)
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "w");
        TestClient client = broker.Connect(new ConnectSettings
        {
            Version = ProtocolVersion.Mqtt311, ClientId = "c", Will = new WillSettings("w", "gone"),
        });

        client.SendHex(packet);

        client.AssertClosedInSilence();

        // It was not a DISCONNECT that ended the connection, so the will stands.
        Assert.Equal("gone", watcher.Texts());
    }

    [Theory]
    [InlineData("11")]
    [InlineData("12")]
    [InlineData("18")]
    [Mqtt311("MQTT-2.2.2-2")]
    public void CONNECT_has_no_flags(string header)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();
        byte[] connect = RawPacket.Connect(RawPacket.CleanSession, RawPacket.Text("c"));

        client.Send([Convert.FromHexString(header)[0], .. connect[1..]]);

        client.AssertClosedInSilence();
    }

    [Theory]
    [InlineData("36 06 00 01 74 00 01 78")]
    [InlineData("3E 06 00 01 74 00 01 78")]
    [InlineData("37 06 00 01 74 00 01 78")]
    [Mqtt311("MQTT-3.3.1-4")]
    public void A_PUBLISH_of_QoS_3_closes(string packet) => AssertCloses(packet);

    [Theory]
    [InlineData("38 04 00 01 74 78")]
    [InlineData("39 04 00 01 74 78")]
    [Mqtt311("MQTT-3.3.1-2")]
    public void A_PUBLISH_of_QoS_0_with_DUP_closes(string packet) => AssertCloses(packet);

    [Theory]
    [InlineData("00 00")]
    [InlineData("F0 00")]
    [InlineData("20 02 00 00")]
    [InlineData("90 03 00 01 00")]
    [InlineData("B0 02 00 01")]
    [InlineData("D0 00")]
    [InlineData("C0 80 80 80 80 01")]
    [InlineData("C0 01 00")]
    [InlineData("E0 01 00")]
    [InlineData("40 03 00 01 00")]
    [InlineData("40 01 00")]
    [InlineData("30 01 00")]
    [Mqtt311("MQTT-4.8.0-1")]
    public void Packets_that_no_client_may_send_close(string packet) => AssertCloses(packet);

    [Fact]
    [Mqtt311("MQTT-2.2.2-1")]
    public void What_the_broker_sends_has_the_flags_of_the_standard()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();
        client.Version = ProtocolVersion.Mqtt311;
        client.Send(RawPacket.Connect(RawPacket.CleanSession, RawPacket.Text("c")));
        client.SendHex("82 06 00 01 00 01 74 02");
        client.SendHex("A2 05 00 02 00 01 78");
        client.Ping();
        client.Publish("x", "1", QoS.AtLeastOnce);
        client.Publish("t", "2", QoS.ExactlyOnce, packetId: 9);
        client.Acknowledge(PacketType.Pubrel, 9);
        client.Acknowledge(PacketType.Pubrec, 1);

        byte[] headers = [.. client.TakeAll().Select(packet => packet.Header)];

        byte[] expected = [0x20, 0x90, 0xB0, 0xD0, 0x40, 0x34, 0x50, 0x70, 0x62];
        Assert.Equal(expected.Order(), headers.Order());
    }

    private static void AssertCloses(string packet)
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "#");
        TestClient client = broker.Clean("c");

        client.SendHex(packet);

        client.AssertClosedInSilence();
        Assert.Equal(0, watcher.Waiting);
        Assert.Single(broker.Sessions);
    }
}
