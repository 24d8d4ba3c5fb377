using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Sessions;

/// <summary>A bug that shows in one session ends that session and nothing else.</summary>
public class BrokenSessionTests
{
    private readonly List<string> _reports = [];

    [Fact]
    public void A_session_whose_turn_throws_is_cut_off_and_reported_and_others_go_on()
    {
        using TestBroker broker = NewBroker();
        TestClient broken = Break(broker);
        TestClient other = broker.Connect("other");

        other.Subscribe("t");
        other.Publish("t", "still here");

        Assert.True(broken.WasAborted);
        Assert.Equal(["broken"], _reports);
        Assert.Equal("still here", other.Take(PacketType.Publish).Text);
    }

    [Fact]
    public void A_client_whose_session_broke_gets_a_new_one()
    {
        using TestBroker broker = NewBroker();
        Break(broker);

        TestClient again = broker.Open();
        Packet connack = again.Connect(new ConnectSettings { ClientId = "broken", CleanStart = false });

        Assert.Equal((ReasonCode.Success, false), (connack.Reason, connack.SessionPresent));
        again.Subscribe("t");
        again.Publish("t", "back");
        Assert.Equal("back", again.Take(PacketType.Publish).Text);
        Assert.Equal(1, broker.Node.ClientCount);
    }

    [Fact]
    public void A_publisher_is_not_kept_waiting_by_a_session_that_broke()
    {
        using TestBroker broker = NewBroker();
        TestClient broken = broker.Connect("broken");
        broken.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        Break(broken);

        publisher.Publish("t", "for nobody", QoS.AtLeastOnce);

        Assert.Equal(ReasonCode.NoMatchingSubscribers, publisher.Take(PacketType.Puback).Reason);
    }

    private static TestClient Break(TestBroker broker)
    {
        TestClient client = broker.Connect("broken");
        Break(client);
        return client;
    }

    /// <summary>The socket throws when it is written to, in the session's turn.</summary>
    private static void Break(TestClient client)
    {
        client.BreakSocket();
        client.Ping();
    }

    private TestBroker NewBroker() => new(ports: basic => basic with
    {
        ReportFault = (clientId, _) => _reports.Add(clientId),
    });
}
