using Pmq.Broker.Authentication;
using Pmq.Broker.Tests.Authentication;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>A connected client that proves itself again.</summary>
public class ReAuthenticationTests
{
    [Fact]
    [Mqtt5("MQTT-4.12.0-2", "MQTT-4.12.0-5", "MQTT-3.15.2-1")]
    public void A_client_proves_itself_again_while_its_messages_go_on()
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = ScramLogin.Connect(broker);
        client.Subscribe("t");
        ScramClient scram = ScramAccounts.Client();

        client.Auth(ReasonCode.ReAuthenticate, ScramLogin.Data(scram.First()));
        Packet challenge = client.Take(PacketType.Auth);
        client.Publish("t", "meanwhile");
        Assert.Equal("meanwhile", client.Take(PacketType.Publish).Text);
        ScramLogin.Prove(client, scram, challenge);
        Packet success = client.Take(PacketType.Auth);

        Assert.Equal(ReasonCode.ContinueAuthentication, challenge.Reason);
        Assert.Equal(ScramLogin.Method, challenge.TextOf(PropertyId.AuthenticationMethod));
        Assert.Equal(ReasonCode.Success, success.Reason);
        Assert.Equal(ScramLogin.Method, success.TextOf(PropertyId.AuthenticationMethod));
        Assert.True(scram.Trusts(success.Binary(PropertyId.AuthenticationData)));
        Assert.False(client.IsClosed);
    }

    [Theory]
    [InlineData(ScramAccounts.UserName, "wrong")]
    [InlineData(ScramAccounts.OtherUserName, "rubber")]
    [Mqtt5("MQTT-4.12.1-2", "MQTT-4.13.2-1")]
    public void A_client_that_fails_to_is_disconnected(string userName, string password)
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = ScramLogin.Connect(broker);
        ScramClient scram = ScramAccounts.Client(userName, password);

        client.Auth(ReasonCode.ReAuthenticate, ScramLogin.Data(scram.First()));
        if (client.Waiting == 1 && userName == ScramAccounts.UserName)
        {
            ScramLogin.Prove(client, scram, client.Take(PacketType.Auth));
        }

        AssertEnded(client, ReasonCode.NotAuthorized);
        Assert.False(Assert.Single(broker.Sessions).IsOnline);
    }

    [Fact]
    [Mqtt5("MQTT-4.12.1-1")]
    public void The_method_must_be_the_one_of_CONNECT()
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = ScramLogin.Connect(broker);

        client.Auth(
            ReasonCode.ReAuthenticate,
            ScramLogin.Data(ScramAccounts.Client(bits: 512).First(), ScramLogin.MethodOf(512)));

        AssertEnded(client, ReasonCode.BadAuthenticationMethod);
    }

    [Theory]
    [InlineData(ReasonCode.ReAuthenticate)]
    [InlineData(ReasonCode.ContinueAuthentication)]
    [Mqtt5("MQTT-4.12.0-7", "MQTT-4.12.0-6")]
    public void Who_named_no_method_must_not_send_AUTH(ReasonCode reason)
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = broker.Connect("c");

        client.Auth(reason, ScramLogin.Data(ScramAccounts.Client().First()));

        AssertEnded(client, ReasonCode.ProtocolError);
    }

    [Fact]
    public void An_AUTH_that_continues_nothing_is_a_protocol_error()
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = ScramLogin.Connect(broker);

        client.Auth(ReasonCode.ContinueAuthentication, ScramLogin.Data(ScramAccounts.Client().First()));

        AssertEnded(client, ReasonCode.ProtocolError);
    }

    [Fact]
    public void A_second_re_authentication_must_wait_for_the_end_of_the_first()
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = ScramLogin.Connect(broker);
        Props first = ScramLogin.Data(ScramAccounts.Client().First());
        client.Auth(ReasonCode.ReAuthenticate, first);
        client.Take(PacketType.Auth);

        client.Auth(ReasonCode.ReAuthenticate, first);

        AssertEnded(client, ReasonCode.ProtocolError);
    }

    [Theory]
    [InlineData("F1 00", ReasonCode.MalformedPacket)]
    [InlineData("F0 05 00 03 15 00 00", ReasonCode.ProtocolError)]
    [InlineData("F0 05 87 03 15 00 00", ReasonCode.ProtocolError)]
    [Mqtt5("MQTT-3.15.1-1", "MQTT-3.15.2-1")]
    public void An_AUTH_that_breaks_its_form_ends_the_connection(string packet, ReasonCode reason)
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = ScramLogin.Connect(broker);

        client.SendHex(packet);

        AssertEnded(client, reason);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-24")]
    public void An_answer_that_is_too_large_for_the_client_ends_the_connection_instead()
    {
        var authenticator = new ScriptedAuthenticator((_, reply) => reply.Accept());
        using TestBroker broker = BrokerWith(authenticator);
        TestClient client = broker.Connect(
            ConnectFor.Client("c", also: Method.And(PropertyId.MaximumPacketSize, 60)));
        client.Auth(ReasonCode.ReAuthenticate, Method);
        Assert.Equal(ReasonCode.Success, client.Take(PacketType.Auth).Reason);

        client.Auth(ReasonCode.ReAuthenticate, Method);
        client.Take(PacketType.Auth);
        authenticator.LastReply.Continue(new byte[60], state: null);
        broker.Run();

        AssertEnded(client, ReasonCode.PacketTooLarge);
    }

    [Theory]
    [InlineData(ReasonCode.BadUserNameOrPassword)]
    [InlineData(ReasonCode.Banned)]
    [InlineData(ReasonCode.Success)]
    [Mqtt5("MQTT-3.14.2-1", "MQTT-4.12.1-2")]
    public void A_code_that_DISCONNECT_cannot_carry_becomes_one_that_it_can(ReasonCode reason)
    {
        using TestBroker broker = BrokerWith(new ScriptedAuthenticator((request, reply) =>
        {
            if (request.IsReAuthentication)
            {
                reply.Refuse(reason);
            }
            else
            {
                reply.Accept();
            }
        }));
        TestClient client = broker.Connect(ConnectFor.Client("c", also: Method));

        client.Auth(ReasonCode.ReAuthenticate, Method);

        AssertEnded(client, ReasonCode.NotAuthorized);
    }

    [Fact]
    public void The_authenticator_knows_the_user_that_the_session_was_opened_for()
    {
        var authenticator = new ScriptedAuthenticator((_, reply) => reply.Accept("real name"));
        using TestBroker broker = BrokerWith(authenticator);
        TestClient client = broker.Connect(ConnectFor.Client("c", also: Method) with { UserName = "asked for" });

        client.Auth(ReasonCode.ReAuthenticate, Method);

        Assert.Equal(("real name", true), (authenticator.LastRequest.UserName, authenticator.LastRequest.IsReAuthentication));
    }

    [Fact]
    public void An_authenticator_may_answer_later_and_traffic_goes_on()
    {
        var authenticator = new ScriptedAuthenticator((request, reply) => AcceptAtOnce(request, reply));
        using TestBroker broker = BrokerWith(authenticator);
        TestClient client = broker.Connect(ConnectFor.Client("c", also: Method));

        client.Auth(ReasonCode.ReAuthenticate, Method);
        client.Ping();
        Assert.Equal([PacketType.Pingresp], client.TakeAll().Select(packet => packet.Type));
        authenticator.LastReply.Accept();
        broker.Run();

        Assert.Equal(ReasonCode.Success, client.Take(PacketType.Auth).Reason);
    }

    /// <summary>Goal: an answer goes to the connection that asked or to nobody, not to the one that came after it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void An_answer_after_the_connection_is_gone_does_not_reach_the_next_one(int answer)
    {
        var authenticator = new ScriptedAuthenticator((request, reply) => AcceptAtOnce(request, reply));
        using TestBroker broker = BrokerWith(authenticator);
        TestClient client = broker.Connect(ConnectFor.Client("c", expiry: 100, also: Method));
        client.Auth(ReasonCode.ReAuthenticate, Method);
        IAuthenticationReply reply = authenticator.LastReply;
        client.Drop();
        TestClient next = broker.Connect(ConnectFor.Client("c", expiry: 100, also: Method));

        Action[] answers =
        [
            () => reply.Accept(), () => reply.Continue([1], null), () => reply.Refuse(ReasonCode.NotAuthorized),
        ];
        answers[answer]();
        broker.Run();

        Assert.Equal((0, 0), (client.Waiting, next.Waiting));
        Assert.False(next.IsClosed);
    }

    private static Props Method => Props.Of(PropertyId.AuthenticationMethod, "M");

    private static TestBroker BrokerWith(IAuthenticator authenticator) =>
        new(ports: basic => basic with { Authenticator = authenticator });

    private static void AcceptAtOnce(AuthenticationRequest request, IAuthenticationReply reply)
    {
        if (!request.IsReAuthentication)
        {
            reply.Accept();
        }
    }

    private static void AssertEnded(TestClient client, ReasonCode reason)
    {
        Packet disconnect = Assert.Single(client.TakeAll());
        Assert.Equal((PacketType.Disconnect, reason), (disconnect.Type, disconnect.Reason));
        Assert.True(client.IsClosed);
    }
}
