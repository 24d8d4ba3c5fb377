using Pmq.Broker.Options;
using Pmq.Broker.Turns;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

public class ClientIdentifierTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("0123456789ABCDEFGHIJKLM")]
    [InlineData("NOPQRSTUVWXYZabcdefghij")]
    [InlineData("klmnopqrstuvwxyz")]
    [Mqtt5("MQTT-3.1.3-5")]
    public void Letters_and_digits_up_to_23_are_accepted(string clientId)
    {
        using var broker = new TestBroker();

        broker.Connect(clientId);

        Assert.Equal(clientId, Assert.Single(broker.Sessions).ClientId);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.3-6", "MQTT-3.1.3-7", "MQTT-3.2.2-16")]
    public void Who_has_no_identifier_is_given_one_of_its_own()
    {
        using var broker = new TestBroker();
        Packet first = broker.Open().Connect(ConnectFor.Client(""));
        Packet second = broker.Open().Connect(ConnectFor.Client(""));

        string[] told = [.. new[] { first, second }.Select(packet => packet.TextOf(PropertyId.AssignedClientIdentifier))];
        Assert.Equal(2, told.Distinct().Count());
        Assert.All(told, id => Assert.Matches("^pmq-[0-9a-f]{16}$", id));
        Assert.Equal(told.Order(), broker.Sessions.Select(session => session.ClientId).Order());
    }

    [Fact]
    [Mqtt5("MQTT-3.2.2-16")]
    public void An_identifier_that_is_taken_is_not_given_again()
    {
        using var broker = new TestBroker(ports: basic => basic with { Random = new Pairs(1, 2, 1, 2, 1, 2, 3, 4) });
        TestClient first = broker.Open();
        string told = first.Connect(ConnectFor.Client("")).TextOf(PropertyId.AssignedClientIdentifier);

        Packet second = broker.Open().Connect(ConnectFor.Client(""));

        Assert.Equal("pmq-0000000100000002", told);
        Assert.Equal("pmq-0000000300000004", second.TextOf(PropertyId.AssignedClientIdentifier));
        Assert.False(first.IsClosed);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.3-6")]
    public void The_session_of_an_assigned_identifier_can_be_come_back_to()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();
        Packet connack = client.Connect(ConnectFor.Client("", expiry: 100));
        Assert.False(connack.SessionPresent);
        client.Drop();

        Packet again = broker.Open().Connect(
            ConnectFor.Client(connack.TextOf(PropertyId.AssignedClientIdentifier), expiry: 100));

        Assert.True(again.SessionPresent);
        Assert.False(again.Has(PropertyId.AssignedClientIdentifier));
    }

    [Fact]
    [Mqtt5("MQTT-3.1.3-8", "MQTT-3.2.2-7")]
    public void An_empty_identifier_is_refused_where_the_option_says_so()
    {
        using var broker = new TestBroker(
            new BrokerOptions { Connection = new ConnectionOptions { EmptyClientId = false } });

        AssertRefused(broker, "");
    }

    [Fact]
    [Mqtt5("MQTT-3.1.3-8", "MQTT-3.2.2-7")]
    public void An_identifier_that_is_too_long_is_refused()
    {
        using var broker = new TestBroker(
            new BrokerOptions { Connection = new ConnectionOptions { ClientIdBytesMax = 30 } });

        broker.Connect(new string('c', 30));
        AssertRefused(broker, new string('c', 31));
    }

    [Fact]
    public void More_sessions_than_the_node_may_hold_are_refused()
    {
        using var broker = new TestBroker(new BrokerOptions { Session = new SessionOptions { SessionsMax = 1 } });
        TestClient first = broker.Connect("a");

        Packet refused = broker.Open().Connect(ConnectFor.Client("b"));
        Assert.Equal(ReasonCode.QuotaExceeded, refused.Reason);
        first.Drop();

        Assert.Equal(ReasonCode.Success, broker.Open().Connect(ConnectFor.Client("b")).Reason);
    }

    private static void AssertRefused(TestBroker broker, string clientId)
    {
        TestClient client = broker.Open();
        int sessions = broker.Sessions.Count;

        Packet connack = client.Connect(ConnectFor.Client(clientId));

        Assert.Equal(ReasonCode.ClientIdentifierNotValid, connack.Reason);
        Assert.True(client.IsClosed);
        Assert.Equal(sessions, broker.Sessions.Count);
    }

    /// <summary>Gives the numbers of a list, so that it can repeat itself.</summary>
    private sealed class Pairs(params uint[] numbers) : IRandomSource
    {
        private int _next;

        public void Fill(Span<byte> bytes) => bytes.Clear();

        public uint Next() => numbers[_next++];
    }
}
