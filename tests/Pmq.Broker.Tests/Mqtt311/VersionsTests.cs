using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>Clients of all three versions at one broker.</summary>
public sealed class VersionsTests
{
    private static readonly ProtocolVersion[] All =
        [ProtocolVersion.Mqtt31, ProtocolVersion.Mqtt311, ProtocolVersion.Mqtt5];

    [Fact]
    [Seed("ERL-01", "PMQ-01", "PMQ-02", "PMQ-15")]
    public void Clients_of_all_versions_hear_each_other()
    {
        using var broker = new TestBroker();
        TestClient[] clients = [.. All.Select(version => broker.Connect($"c{version}", version))];
        foreach (TestClient client in clients)
        {
            client.Subscribe("t/#");
        }

        foreach (TestClient client in clients)
        {
            client.Publish($"t/{client.Version}", "x");
        }

        string expected = string.Join(' ', All.Select(version => $"t/{version}"));
        Assert.All(clients, client =>
            Assert.Equal(expected, string.Join(' ', client.ReceiveAll().Select(message => message.Topic))));
    }

    [Fact]
    [Seed("ERL-01", "PMQ-15")]
    public void A_session_may_be_resumed_with_another_version()
    {
        using var broker = new TestBroker();
        TestClient client = broker.ConnectKept("c", ProtocolVersion.Mqtt311);
        client.Subscribe("t");
        foreach (ProtocolVersion version in (ProtocolVersion[])[ProtocolVersion.Mqtt5, ProtocolVersion.Mqtt31, ProtocolVersion.Mqtt311])
        {
            client.Drop();
            broker.Say("t", $"{version}", QoS.ExactlyOnce);

            client = broker.ConnectKept("c", version);

            Assert.Equal($"{version}", client.Texts());
        }
    }

    [Fact]
    [Mqtt311("MQTT-7.0.0-2")]
    public void Nothing_but_the_standard_is_needed_to_use_the_broker()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();
        client.Version = ProtocolVersion.Mqtt311;

        // Bytes as the standard prescribes them, and nothing else.
        client.SendHex("10 0D 00 04 4D 51 54 54 04 02 00 3C 00 01 63");
        client.SendHex("82 06 00 01 00 01 74 02");
        client.SendHex("34 06 00 01 74 00 02 78");
        client.SendHex("62 02 00 02");
        client.SendHex("50 02 00 01");
        client.SendHex("70 02 00 01");
        client.SendHex("A2 05 00 03 00 01 74");
        client.SendHex("C0 00");

        PacketType[] types = [.. client.TakeAll().Select(packet => packet.Type)];
        PacketType[] expected =
        [
            PacketType.Connack, PacketType.Suback, PacketType.Publish, PacketType.Pubrec, PacketType.Pubcomp,
            PacketType.Pubrel, PacketType.Unsuback, PacketType.Pingresp,
        ];
        Assert.Equal(expected.Order(), types.Order());
        client.SendHex("E0 00");
        client.AssertClosedInSilence();
    }
}
