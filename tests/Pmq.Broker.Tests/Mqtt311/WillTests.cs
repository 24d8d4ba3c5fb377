using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

public sealed class WillTests
{
    /// <summary>The ways in which a connection ends without DISCONNECT.</summary>
    public enum Ending
    {
        Lost,
        Silent,
        BadPacket,
        SecondConnect,
        TakenOver,
        EndedByOperator,
    }

    [Theory]
    [InlineData(Ending.Lost)]
    [InlineData(Ending.Silent)]
    [InlineData(Ending.BadPacket)]
    [InlineData(Ending.SecondConnect)]
    [InlineData(Ending.TakenOver)]
    [InlineData(Ending.EndedByOperator)]
    [Mqtt311("MQTT-3.1.2-8")]
    [Seed("PMQ-07", "HMQ-21")]
    public void The_will_is_published_when_the_connection_ends_without_DISCONNECT(Ending ending)
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "w");
        TestClient client = WithWill(broker, "c", QoS.AtMostOnce, retain: false, keepAlive: 10);
        Assert.Equal(0, watcher.Waiting);

        End(broker, client, ending);

        Packet will = Assert.Single(watcher.ReceiveAll());
        Assert.Equal(("w", "gone"), (will.Topic, will.Text));
    }

    [Fact]
    [Mqtt311("MQTT-3.14.4-3", "MQTT-3.1.2-10")]
    [Seed("PMQ-07", "HMQ-21")]
    public void DISCONNECT_drops_the_will()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "#");
        TestClient client = WithWill(broker, "c");

        client.Disconnect();
        broker.Advance(TimeSpan.FromDays(1));
        broker.Kept("c").Drop();

        Assert.Equal(0, watcher.Waiting);
    }

    [Fact]
    [Mqtt311("MQTT-3.1.2-10")]
    public void A_will_is_published_once()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "#");
        WithWill(broker, "c", cleanSession: false).Drop();
        Assert.Equal("gone", watcher.Texts());

        broker.Kept("c").Drop();
        broker.Clean("c").Drop();

        Assert.Equal(0, watcher.Waiting);
    }

    [Fact]
    [Mqtt311("MQTT-3.1.2-12")]
    public void Without_a_will_nothing_is_published_at_the_end()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "#");
        WithWill(broker, "c", cleanSession: false).Disconnect();

        broker.Kept("c").Drop();
        broker.Clean("other").Drop();

        Assert.Equal(0, watcher.Waiting);
        Assert.Equal(0, broker.Ledger.Received);
    }

    [Theory]
    [InlineData(QoS.AtMostOnce)]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    [Mqtt311("MQTT-3.1.2-8")]
    [Seed("PMQ-07")]
    public void The_will_has_the_QoS_it_was_given(QoS qos)
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "w");

        WithWill(broker, "c", qos).Drop();

        Assert.Equal(qos, Assert.Single(watcher.ReceiveAll()).QoS);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Mqtt311("MQTT-3.1.2-16", "MQTT-3.1.2-17")]
    [Seed("PMQ-07")]
    public void The_will_is_retained_if_it_says_so(bool retain)
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "w");

        WithWill(broker, "c", QoS.AtLeastOnce, retain).Drop();

        Assert.False(Assert.Single(watcher.ReceiveAll()).Retain);
        Assert.Equal(retain ? 1 : 0, broker.Node.RetainedCount);
        TestClient late = broker.Subscriber("late", "w");
        Assert.Equal(retain ? "gone" : "", late.Texts());
    }

    [Fact]
    [Mqtt311("MQTT-3.1.2-8")]
    public void A_will_waits_for_a_subscriber_that_is_away()
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Kept("watcher");
        watcher.Subscribe("w");
        watcher.Disconnect();

        WithWill(broker, "c", QoS.ExactlyOnce).Drop();

        Assert.Equal("gone", broker.Kept("watcher").Texts());
    }

    private static TestClient WithWill(
        TestBroker broker,
        string clientId,
        QoS qos = QoS.AtMostOnce,
        bool retain = false,
        ushort keepAlive = 0,
        bool cleanSession = true) =>
        broker.Connect(new ConnectSettings
        {
            Version = ProtocolVersion.Mqtt311,
            ClientId = clientId,
            CleanStart = cleanSession,
            KeepAlive = keepAlive,
            Will = new WillSettings("w", "gone", qos, retain),
        });

    private static void End(TestBroker broker, TestClient client, Ending ending)
    {
        switch (ending)
        {
            case Ending.Lost:
                client.Drop();
                break;
            case Ending.Silent:
                broker.Advance(TimeSpan.FromSeconds(16));
                break;
            case Ending.BadPacket:
                client.SendHex("36 03 00 01 74");
                break;
            case Ending.SecondConnect:
                client.SendConnect(new ConnectSettings { Version = ProtocolVersion.Mqtt311, ClientId = "c" });
                break;
            case Ending.TakenOver:
                broker.Clean("c");
                break;
            default:
                broker.Node.EndClient("c", endSession: false);
                broker.Run();
                break;
        }
    }
}
