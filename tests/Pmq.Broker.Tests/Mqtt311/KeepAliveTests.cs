using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

public sealed class KeepAliveTests
{
    [Theory]
    [InlineData(ProtocolVersion.Mqtt31)]
    [InlineData(ProtocolVersion.Mqtt311)]
    [Mqtt311("MQTT-3.1.2-24")]
    public void Silence_of_one_and_a_half_keep_alives_ends_the_connection(ProtocolVersion version)
    {
        using var broker = new TestBroker();
        TestClient client = WithKeepAlive(broker, 10, version);

        broker.Advance(TimeSpan.FromSeconds(14.9));
        Assert.False(client.IsClosed);
        broker.Advance(TimeSpan.FromSeconds(1.1));

        client.AssertClosedInSilence();
        Assert.Empty(broker.Sessions);
    }

    [Fact]
    [Mqtt311("MQTT-3.1.2-24")]
    public void Any_packet_keeps_the_connection_and_what_the_client_receives_does_not()
    {
        using var broker = new TestBroker();
        TestClient client = WithKeepAlive(broker, 10);
        client.Subscribe("t");
        for (int i = 0; i < 5; i++)
        {
            broker.Advance(TimeSpan.FromSeconds(14));
            client.Publish("other", "x");
            broker.Advance(TimeSpan.FromSeconds(14));
            client.AssertAlive();
        }

        broker.Advance(TimeSpan.FromSeconds(14));
        broker.Say("t", "x");
        broker.Advance(TimeSpan.FromSeconds(2));

        Assert.True(client.IsClosed);
    }

    [Fact]
    [Mqtt311("MQTT-3.1.2-24")]
    public void Half_a_packet_a_time_counts_as_well()
    {
        using var broker = new TestBroker();
        TestClient client = WithKeepAlive(broker, 10);
        foreach (byte part in client.PublishBytes("topic", "x"))
        {
            broker.Advance(TimeSpan.FromSeconds(14));
            client.Send([part]);
        }

        Assert.False(client.IsClosed);
        Assert.Equal(1, broker.Ledger.Received);
    }

    [Fact]
    public void A_keep_alive_of_0_is_none()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        broker.Advance(TimeSpan.FromDays(1000));

        client.AssertAlive();
    }

    [Fact]
    public void A_connection_without_CONNECT_is_cut_after_a_while()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();
        client.Send([0x10]);

        broker.Advance(TimeSpan.FromSeconds(9));
        Assert.False(client.IsClosed);
        broker.Advance(TimeSpan.FromSeconds(2));

        client.AssertClosedInSilence();
    }

    [Fact]
    [Mqtt311("MQTT-3.12.4-1")]
    [Seed("PMQ-53")]
    public void Every_PINGREQ_is_answered()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Clean("c");

        client.Send([.. RawPacket.Of(0xC0), .. RawPacket.Of(0xC0)]);

        Assert.Equal(PacketType.Pingresp, client.Take().Type);
        Packet second = client.Take();
        Assert.Equal((PacketType.Pingresp, 2), (second.Type, second.Size));
        Assert.Equal(0, client.Waiting);
    }

    [Fact]
    [Seed("PMQ-53")]
    public void After_DISCONNECT_the_broker_closes_and_works_on_nothing()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "#");
        TestClient client = broker.Clean("c");

        client.Send([.. RawPacket.Of(0xE0), .. client.PublishBytes("t", "too late"), .. RawPacket.Of(0xC0)]);

        client.AssertClosedInSilence();
        Assert.Equal(0, watcher.Waiting);
    }

    private static TestClient WithKeepAlive(
        TestBroker broker, ushort seconds, ProtocolVersion version = ProtocolVersion.Mqtt311) =>
        broker.Connect(new ConnectSettings { Version = version, ClientId = "c", KeepAlive = seconds });
}
