using System.Text;
using Pmq.Broker.Authentication;
using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>What the flags of CONNECT announce must be there, and nothing else.</summary>
public sealed class ConnectFieldsTests
{
    private const byte Clean = RawPacket.CleanSession;

    private static readonly byte[] Name = RawPacket.Text("c");
    private static readonly byte[] Extra = RawPacket.Text("extra");

    [Fact]
    [Mqtt311("MQTT-3.1.3-1", "MQTT-3.1.2-9", "MQTT-3.1.2-19", "MQTT-3.1.2-21", "MQTT-3.1.3-3")]
    public void The_fields_are_read_in_the_order_of_the_standard()
    {
        var authenticator = new RecordingAuthenticator();
        using var broker = new TestBroker(ports: basic => basic with { Authenticator = authenticator });
        TestClient watcher = broker.Subscriber("watcher", "#");
        TestClient client = broker.Open();
        client.Version = ProtocolVersion.Mqtt311;

        client.Send(RawPacket.Connect(
            Clean | RawPacket.Will | RawPacket.WillQoS1 | RawPacket.UserName | RawPacket.Password,
            RawPacket.Text("one"),
            RawPacket.Text("two"),
            RawPacket.Text("three"),
            RawPacket.Text("four"),
            RawPacket.Text("five")));
        Assert.Equal(ReasonCode.Success, client.Take(PacketType.Connack).Reason);
        client.Drop();

        AuthenticationRequest seen = authenticator.Requests[^1];
        Assert.Equal(("one", "four"), (seen.ClientId, seen.UserName));
        Assert.Equal("five", Encoding.UTF8.GetString(seen.Password!));
        Packet will = Assert.Single(watcher.ReceiveAll());
        Assert.Equal(("two", "three", QoS.AtLeastOnce), (will.Topic, will.Text, will.QoS));
    }

    [Fact]
    [Mqtt311("MQTT-3.1.2-18", "MQTT-3.1.2-20")]
    public void Without_their_flags_there_is_no_user_name_and_no_password()
    {
        var authenticator = new RecordingAuthenticator();
        using var broker = new TestBroker(ports: basic => basic with { Authenticator = authenticator });

        broker.Clean("c");

        Assert.Null(authenticator.Requests[0].UserName);
        Assert.Null(authenticator.Requests[0].Password);
    }

    [Theory]
    [InlineData(Clean)]
    [InlineData(Clean | RawPacket.UserName)]
    [InlineData(Clean | RawPacket.UserName | RawPacket.Password)]
    [InlineData(Clean | RawPacket.Will)]
    [InlineData(Clean | RawPacket.Will | RawPacket.UserName | RawPacket.Password)]
    [Mqtt311("MQTT-3.1.2-11", "MQTT-3.1.2-18", "MQTT-3.1.2-20", "MQTT-3.1.4-1")]
    public void A_field_that_is_not_announced_closes(byte flags)
    {
        using var broker = new TestBroker();
        TestClient good = broker.Open();
        TestClient bad = broker.Open();
        byte[][] fields = [Name, .. Enumerable.Repeat(Extra, FieldsOf(flags))];

        good.Send(RawPacket.Connect(flags, fields));
        bad.Send(RawPacket.Connect(flags, [.. fields, Extra]));

        Assert.False(good.IsClosed);
        bad.AssertClosedInSilence();
    }

    [Theory]
    [InlineData(Clean | RawPacket.Will)]
    [InlineData(Clean | RawPacket.UserName)]
    [InlineData(Clean | RawPacket.UserName | RawPacket.Password)]
    [InlineData(Clean | RawPacket.Will | RawPacket.UserName | RawPacket.Password)]
    [Mqtt311("MQTT-3.1.2-9", "MQTT-3.1.2-19", "MQTT-3.1.2-21", "MQTT-3.1.4-1")]
    public void A_field_that_is_announced_and_missing_closes(byte flags)
    {
        using var broker = new TestBroker();
        for (int present = 0; present < FieldsOf(flags); present++)
        {
            TestClient client = broker.Open();

            client.Send(RawPacket.Connect(flags, [Name, .. Enumerable.Repeat(Extra, present)]));

            client.AssertClosedInSilence();
        }
    }

    [Theory]
    [InlineData(Clean | RawPacket.WillQoS1)]
    [InlineData(Clean | RawPacket.WillQoS2)]
    [InlineData(Clean | RawPacket.WillQoS1 | RawPacket.WillQoS2)]
    [Mqtt311("MQTT-3.1.2-11", "MQTT-3.1.2-13")]
    public void A_will_QoS_without_a_will_closes(byte flags)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        client.Send(RawPacket.Connect(flags, Name));

        client.AssertClosedInSilence();
    }

    [Fact]
    [Mqtt311("MQTT-3.1.2-11", "MQTT-3.1.2-15")]
    public void Will_retain_without_a_will_closes()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        client.Send(RawPacket.Connect(Clean | RawPacket.WillRetain, Name));

        client.AssertClosedInSilence();
    }

    [Fact]
    [Mqtt311("MQTT-3.1.2-14")]
    public void A_will_QoS_of_3_closes()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        client.Send(RawPacket.Connect(
            Clean | RawPacket.Will | RawPacket.WillQoS1 | RawPacket.WillQoS2, Name, Extra, Extra));

        client.AssertClosedInSilence();
    }

    [Fact]
    [Mqtt311("MQTT-3.1.2-22")]
    public void A_password_without_a_user_name_closes()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        client.Send(RawPacket.Connect(Clean | RawPacket.Password, Name, Extra));

        client.AssertClosedInSilence();
    }

    [Fact]
    [Mqtt311("MQTT-3.1.3-3")]
    public void A_CONNECT_without_a_client_identifier_closes()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        client.Send(RawPacket.Connect(Clean));

        client.AssertClosedInSilence();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0123456789abcdefghijklm")]
    [InlineData("nopqrstuvwxyzABCDEFGHIJ")]
    [InlineData("KLMNOPQRSTUVWXYZ0123456")]
    [Mqtt311("MQTT-3.1.3-5")]
    public void Identifiers_of_1_to_23_letters_and_digits_are_accepted(string clientId)
    {
        // The tightest bound that may be set must still let them in.
        using var broker = new TestBroker(new BrokerOptions { Connection = new ConnectionOptions { ClientIdBytesMax = 23 } });

        Assert.Equal(ReasonCode.Success, broker.Open().Handshake(clientId, cleanSession: true).Reason);
        Assert.Equal(clientId, Assert.Single(broker.Sessions).ClientId);
    }

    [Fact]
    [Mqtt311("MQTT-3.1.3-6")]
    public void Clients_without_an_identifier_are_given_one_each()
    {
        using var broker = new TestBroker();

        TestClient first = broker.Clean("");
        TestClient second = broker.Clean("");

        first.AssertAlive();
        second.AssertAlive();
        string[] names = [.. broker.Sessions.Select(session => session.ClientId)];
        Assert.Equal(2, names.Distinct().Count());
        Assert.All(names, name => Assert.StartsWith("pmq-", name, StringComparison.Ordinal));
    }

    [Fact]
    [Mqtt311("MQTT-3.1.3-8")]
    public void An_empty_identifier_without_a_clean_session_is_refused_with_0x02()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        Packet connack = client.Handshake("", cleanSession: false);

        Assert.Equal((byte)ConnectReturnCode.IdentifierRejected, (byte)connack.Reason);
        client.AssertClosedInSilence();
        Assert.Empty(broker.Sessions);
    }

    [Fact]
    [Mqtt311("MQTT-3.1.3-9")]
    public void An_identifier_that_is_too_long_is_refused_with_0x02()
    {
        using var broker = new TestBroker(new BrokerOptions { Connection = new ConnectionOptions { ClientIdBytesMax = 23 } });
        TestClient client = broker.Open();

        Packet connack = client.Handshake(new string('x', 24), cleanSession: true);

        Assert.Equal((byte)ConnectReturnCode.IdentifierRejected, (byte)connack.Reason);
        client.AssertClosedInSilence();
    }

    [Fact]
    [Mqtt311("MQTT-3.1.3-9")]
    public void An_empty_identifier_is_refused_with_0x02_where_none_is_given()
    {
        using var broker = new TestBroker(new BrokerOptions { Connection = new ConnectionOptions { EmptyClientId = false } });
        TestClient client = broker.Open();

        Packet connack = client.Handshake("", cleanSession: true);

        Assert.Equal((byte)ConnectReturnCode.IdentifierRejected, (byte)connack.Reason);
        client.AssertClosedInSilence();
    }

    /// <summary>How many fields follow the client identifier.</summary>
    private static int FieldsOf(byte flags) =>
        ((flags & RawPacket.Will) != 0 ? 2 : 0)
        + ((flags & RawPacket.UserName) != 0 ? 1 : 0)
        + ((flags & RawPacket.Password) != 0 ? 1 : 0);
}
