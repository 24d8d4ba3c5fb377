using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Sessions;

/// <summary>What clients cost that do nothing.</summary>
public sealed class IdleClientTests
{
    private const int KeepAliveSeconds = 60;

    [Theory]
    [InlineData(ProtocolVersion.Mqtt311)]
    [InlineData(ProtocolVersion.Mqtt5)]
    public void A_client_without_a_keep_alive_costs_no_turn(ProtocolVersion version)
    {
        using var broker = new TestBroker();
        broker.Connect("c", version).Subscribe("a/b");
        broker.Advance(TimeSpan.FromMinutes(1));
        long before = broker.Scheduler.TurnsRun;

        broker.Advance(TimeSpan.FromDays(1));

        Assert.Equal(before, broker.Scheduler.TurnsRun);
    }

    [Fact]
    public void A_client_that_pings_is_looked_at_once_in_its_keep_alive()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(
            new ConnectSettings { ClientId = "c", KeepAlive = KeepAliveSeconds });
        client.Subscribe("a/b");
        long before = broker.Scheduler.TurnsRun;

        const int pings = 60;
        for (int i = 0; i < pings; i++)
        {
            broker.Advance(TimeSpan.FromSeconds(KeepAliveSeconds - 1));
            client.Ping();
            Assert.Equal(PacketType.Pingresp, client.Take().Type);
        }

        // A ping: the read loop and the session. A look: the alarm, the wheel, the session, and the wheel again.
        Assert.InRange(broker.Scheduler.TurnsRun - before, pings * 2, pings * (2 + 4) + 4);
        Assert.False(client.IsClosed);
    }

    [Fact]
    public void A_client_that_comes_and_goes_leaves_no_timer_behind()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect(
            new ConnectSettings { ClientId = "c", KeepAlive = KeepAliveSeconds });
        client.Disconnect();
        broker.Advance(TimeSpan.FromMinutes(1));
        long before = broker.Scheduler.TurnsRun;

        broker.Advance(TimeSpan.FromDays(1));

        Assert.Equal(before, broker.Scheduler.TurnsRun);
    }
}
