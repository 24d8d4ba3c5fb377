using Pmq.Broker.Authentication;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>What an authenticator is shown, and what becomes of its answer.</summary>
public class LoginTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("ada", null)]
    [InlineData(null, "pencil")]
    [InlineData("ada", "pencil")]
    [InlineData("", "")]
    [Mqtt5("MQTT-3.1.2-16", "MQTT-3.1.2-17", "MQTT-3.1.2-18", "MQTT-3.1.2-19")]
    public void User_name_and_password_are_shown_as_they_were_sent(string? userName, string? password)
    {
        var authenticator = new ScriptedAuthenticator((_, reply) => reply.Accept());
        using TestBroker broker = BrokerWith(authenticator);
        byte[]? bytes = password is null ? null : System.Text.Encoding.UTF8.GetBytes(password);

        broker.Connect(new ConnectSettings { ClientId = "c", UserName = userName, Password = bytes });

        Assert.Equal((userName, "c"), (authenticator.LastRequest.UserName, authenticator.LastRequest.ClientId));
        Assert.Equal(bytes, authenticator.LastRequest.Password);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.3-1")]
    public void Identifier_will_name_and_password_are_read_in_their_order()
    {
        var authenticator = new ScriptedAuthenticator((_, reply) => reply.Accept());
        using TestBroker broker = BrokerWith(authenticator);
        TestClient watcher = broker.Connect("w");
        watcher.Subscribe("four");
        TestClient client = broker.Open();

        client.Send(RawPacket.Connect(
            0xC6,
            RawPacket.None,
            RawPacket.Field("three"),
            RawPacket.None,
            RawPacket.Field("four"),
            RawPacket.Field("five"),
            RawPacket.Field("six"),
            RawPacket.Field("seven")));

        AuthenticationRequest request = authenticator.LastRequest;
        Assert.Equal(("three", "six"), (request.ClientId, request.UserName));
        Assert.Equal("seven"u8.ToArray(), request.Password);
        client.Drop();
        Assert.Equal("five", watcher.Take(PacketType.Publish).Text);
    }

    [Theory]
    [InlineData(ReasonCode.BadUserNameOrPassword)]
    [InlineData(ReasonCode.NotAuthorized)]
    [InlineData(ReasonCode.Banned)]
    [Mqtt5("MQTT-3.1.4-2", "MQTT-3.2.2-7", "MQTT-3.2.2-8", "MQTT-4.13.2-1", "MQTT-3.14.0-1")]
    public void Who_is_turned_away_is_told_the_code_and_closed(ReasonCode reason)
    {
        using TestBroker broker = BrokerWith(new ScriptedAuthenticator((_, reply) => reply.Refuse(reason, "no")));
        TestClient client = broker.Open();

        Packet connack = client.Connect(ConnectFor.Client("c"));

        Assert.Equal((reason, "no"), (connack.Reason, connack.TextOf(PropertyId.ReasonString)));
        Assert.True(client.IsClosed);
        Assert.Equal(0, client.Waiting);
        Assert.Empty(broker.Sessions);
    }

    [Theory]
    [InlineData(ReasonCode.AdministrativeAction)]
    [InlineData(ReasonCode.ServerShuttingDown)]
    [InlineData(ReasonCode.KeepAliveTimeout)]
    [InlineData(ReasonCode.Success)]
    [Mqtt5("MQTT-3.2.2-8")]
    public void A_code_that_CONNACK_cannot_carry_becomes_one_that_it_can(ReasonCode reason)
    {
        using TestBroker broker = BrokerWith(new ScriptedAuthenticator((_, reply) => reply.Refuse(reason)));
        TestClient client = broker.Open();

        Assert.Equal(ReasonCode.UnspecifiedError, client.Connect(ConnectFor.Client("c")).Reason);
        Assert.True(client.IsClosed);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.4-6")]
    public void Nothing_that_follows_a_refused_CONNECT_is_worked_on()
    {
        using TestBroker broker = BrokerWith(new ScriptedAuthenticator((request, reply) => Only("w", request, reply)));
        TestClient watcher = broker.Connect("w");
        watcher.Subscribe("t");
        TestClient client = broker.Open();

        client.Send([
            .. RawPacket.Connect(0x02, RawPacket.None, RawPacket.Field("c")), .. watcher.PublishBytes("t", "x"),
        ]);

        Assert.Equal([PacketType.Connack], client.TakeAll().Select(packet => packet.Type));
        Assert.Equal((true, 0), (client.IsClosed, watcher.Waiting));
    }

    [Fact]
    [Mqtt5("MQTT-3.2.0-1", "MQTT-3.1.4-5")]
    public void Nothing_that_follows_CONNECT_is_worked_on_before_the_login_is_decided()
    {
        var authenticator = new ScriptedAuthenticator();
        using TestBroker broker = BrokerWith(authenticator);
        TestClient client = broker.Open();

        client.Send([
            .. RawPacket.Connect(0x02, RawPacket.None, RawPacket.Field("c")),
            .. client.PublishBytes("t", "x", QoS.AtLeastOnce, 1),
        ]);
        Assert.Equal((0, true), (client.Waiting, client.IsPaused));
        broker.Advance(TimeSpan.FromSeconds(5));
        authenticator.LastReply.Accept();
        broker.Run();

        Assert.Equal([PacketType.Connack, PacketType.Puback], client.TakeAll().Select(packet => packet.Type));
    }

    [Fact]
    [Mqtt5("MQTT-4.12.0-6")]
    public void Who_names_no_method_is_sent_no_AUTH()
    {
        using TestBroker broker = BrokerWith(new ScriptedAuthenticator((_, reply) => reply.Continue([1], state: null)));
        TestClient client = broker.Open();

        client.SendConnect(ConnectFor.Client("c"));

        Packet connack = Assert.Single(client.TakeAll());
        Assert.Equal((PacketType.Connack, ReasonCode.BadAuthenticationMethod), (connack.Type, connack.Reason));
        Assert.True(client.IsClosed);
    }

    /// <summary>The time for CONNECT runs on while the authenticator thinks; its answer then finds nobody.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void An_answer_after_the_connection_is_gone_is_for_nobody(int answer)
    {
        var authenticator = new ScriptedAuthenticator();
        using TestBroker broker = BrokerWith(authenticator);
        TestClient client = broker.Open();
        client.SendConnect(ConnectFor.Client("c", also: Props.Of(PropertyId.AuthenticationMethod, "M")));
        broker.Advance(broker.Node.Options.Connection.ConnectTimeout + TimeSpan.FromSeconds(1));
        Assert.True(client.WasAborted);

        IAuthenticationReply reply = authenticator.LastReply;
        Action[] answers =
        [
            () => reply.Accept(), () => reply.Continue([1], null), () => reply.Refuse(ReasonCode.NotAuthorized),
        ];
        answers[answer]();
        broker.Run();

        Assert.Equal(0, client.Waiting);
        Assert.Equal((0, 0), (broker.Node.SessionCount, broker.Node.ClientCount));
    }

    [Fact]
    public void A_client_that_leaves_while_the_authenticator_thinks_leaves_no_session()
    {
        var authenticator = new ScriptedAuthenticator();
        using TestBroker broker = BrokerWith(authenticator);
        TestClient client = broker.Open();
        client.SendConnect(ConnectFor.Client("c"));
        client.Drop();

        authenticator.LastReply.Accept();
        broker.Run();

        Assert.Equal((0, 0), (broker.Node.SessionCount, broker.Node.ClientCount));
    }

    private static void Only(string clientId, AuthenticationRequest request, IAuthenticationReply reply)
    {
        if (request.ClientId == clientId)
        {
            reply.Accept();
        }
        else
        {
            reply.Refuse(ReasonCode.NotAuthorized);
        }
    }

    private static TestBroker BrokerWith(IAuthenticator authenticator) =>
        new(ports: basic => basic with { Authenticator = authenticator });
}
