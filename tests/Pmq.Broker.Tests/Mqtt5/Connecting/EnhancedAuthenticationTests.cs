using Pmq.Broker.Tests.Authentication;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>Logins by an exchange of AUTH packets, with SCRAM as the example.</summary>
public class EnhancedAuthenticationTests
{
    [Theory]
    [InlineData(256)]
    [InlineData(512)]
    [Mqtt5("MQTT-4.12.0-2", "MQTT-4.12.0-5", "MQTT-3.15.2-1", "MQTT-3.2.0-1")]
    public void A_client_that_proves_itself_is_let_in_and_can_check_the_server(int bits)
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = broker.Open();
        ScramClient scram = ScramAccounts.Client(bits: bits);
        string method = ScramLogin.MethodOf(bits);

        Packet challenge = ScramLogin.Begin(client, scram, method);
        Assert.Equal(0, client.Waiting);
        ScramLogin.Prove(client, scram, challenge, method);
        Packet connack = client.Take(PacketType.Connack);

        Assert.Equal(ReasonCode.ContinueAuthentication, challenge.Reason);
        Assert.Equal(method, challenge.TextOf(PropertyId.AuthenticationMethod));
        Assert.Equal(ReasonCode.Success, connack.Reason);
        Assert.Equal(method, connack.TextOf(PropertyId.AuthenticationMethod));
        Assert.True(scram.Trusts(connack.Binary(PropertyId.AuthenticationData)));
        client.Subscribe("t");
        client.Publish("t", "x");
        Assert.Equal("x", client.Take(PacketType.Publish).Text);
    }

    [Fact]
    [Mqtt5("MQTT-4.12.0-2")]
    public void A_client_that_names_only_the_method_is_asked_for_its_first_message()
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = broker.Open();
        ScramClient scram = ScramAccounts.Client();

        client.SendConnect(
            ConnectFor.Client("c", also: Props.Of(PropertyId.AuthenticationMethod, ScramLogin.Method)));
        Packet asked = client.Take(PacketType.Auth);
        client.Auth(ReasonCode.ContinueAuthentication, ScramLogin.Data(scram.First()));
        ScramLogin.Prove(client, scram, client.Take(PacketType.Auth));

        Assert.False(asked.Has(PropertyId.AuthenticationData));
        Assert.Equal(ReasonCode.Success, client.Take(PacketType.Connack).Reason);
    }

    [Theory]
    [InlineData(ScramAccounts.UserName, "wrong")]
    [InlineData("nobody", ScramAccounts.Password)]
    [Mqtt5("MQTT-4.12.0-4", "MQTT-3.2.2-7", "MQTT-3.14.0-1")]
    public void A_client_that_does_not_prove_itself_is_refused_and_closed(string userName, string password)
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = broker.Open();
        ScramClient scram = ScramAccounts.Client(userName, password);

        ScramLogin.Prove(client, scram, ScramLogin.Begin(client, scram));

        AssertRefused(broker, client, ReasonCode.NotAuthorized);
    }

    [Theory]
    [InlineData("SCRAM-SHA-1")]
    [InlineData("scram-sha-256")]
    [InlineData("")]
    [Mqtt5("MQTT-4.12.0-1")]
    public void An_unknown_method_is_refused_and_closed(string method)
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = broker.Open();

        client.SendConnect(ConnectFor.Client("c", also: ScramLogin.Data(ScramAccounts.Client().First(), method)));

        AssertRefused(broker, client, ReasonCode.BadAuthenticationMethod);
    }

    [Fact]
    [Mqtt5("MQTT-4.12.0-1")]
    public void A_broker_without_methods_refuses_every_method()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Open();

        client.SendConnect(ConnectFor.Client("c", also: ScramLogin.Data(ScramAccounts.Client().First())));

        AssertRefused(broker, client, ReasonCode.BadAuthenticationMethod);
    }

    [Fact]
    [Mqtt5("MQTT-4.12.0-5")]
    public void A_method_that_changes_during_the_exchange_is_refused()
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = broker.Open();
        ScramClient scram = ScramAccounts.Client();

        ScramLogin.Prove(client, scram, ScramLogin.Begin(client, scram), ScramLogin.MethodOf(512));

        AssertRefused(broker, client, ReasonCode.BadAuthenticationMethod);
    }

    [Theory]
    [InlineData("C0 00")]
    [InlineData("30 04 00 01 74 00")]
    [InlineData("82 07 00 01 00 00 01 74 00")]
    [Mqtt5("MQTT-3.1.2-30", "MQTT-4.13.1-1")]
    public void During_the_exchange_another_packet_than_AUTH_is_a_protocol_error(string packet)
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = broker.Open();
        ScramLogin.Begin(client, ScramAccounts.Client());

        client.SendHex(packet);

        AssertRefused(broker, client, ReasonCode.ProtocolError);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-30", "MQTT-3.14.0-1")]
    public void During_the_exchange_DISCONNECT_ends_it_without_an_answer()
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = broker.Open();
        ScramLogin.Begin(client, ScramAccounts.Client());

        client.SendHex("E0 00");

        Assert.True(client.IsClosed);
        Assert.Equal(0, client.Waiting);
        Assert.Empty(broker.Sessions);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.0-2", "MQTT-3.2.0-2")]
    public void During_the_exchange_a_second_CONNECT_is_a_protocol_error()
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = broker.Open();
        ScramClient scram = ScramAccounts.Client();
        ScramLogin.Begin(client, scram);

        client.SendConnect(ConnectFor.Client("c", also: ScramLogin.Data(scram.First())));

        AssertRefused(broker, client, ReasonCode.ProtocolError);
    }

    [Theory]
    [InlineData("F1 00", ReasonCode.MalformedPacket)]
    [InlineData("F0 00", ReasonCode.ProtocolError)]
    [InlineData("F0 05 00 03 15 00 00", ReasonCode.ProtocolError)]
    [InlineData("F0 05 87 03 15 00 00", ReasonCode.ProtocolError)]
    [InlineData("F0 02 18 00", ReasonCode.ProtocolError)]
    [Mqtt5("MQTT-3.15.1-1", "MQTT-3.15.2-1")]
    public void During_the_exchange_an_AUTH_that_breaks_its_form_is_refused(string packet, ReasonCode reason)
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = broker.Open();
        ScramLogin.Begin(client, ScramAccounts.Client());

        client.SendHex(packet);

        AssertRefused(broker, client, reason);
    }

    [Fact]
    public void During_the_exchange_re_authentication_is_a_protocol_error()
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = broker.Open();
        ScramClient scram = ScramAccounts.Client();
        ScramLogin.Begin(client, scram);

        client.Auth(ReasonCode.ReAuthenticate, ScramLogin.Data(scram.First()));

        AssertRefused(broker, client, ReasonCode.ProtocolError);
    }

    [Fact]
    [Mqtt5("MQTT-3.1.2-24")]
    public void An_AUTH_that_is_too_large_for_the_client_is_not_sent()
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = broker.Open();
        Props properties = ScramLogin.Data(ScramAccounts.Client().First()).And(PropertyId.MaximumPacketSize, 50);

        client.SendConnect(ConnectFor.Client("c", also: properties));

        AssertRefused(broker, client, ReasonCode.PacketTooLarge);
    }

    [Fact]
    public void An_exchange_that_takes_too_long_is_cut()
    {
        using TestBroker broker = ScramLogin.Broker();
        TestClient client = broker.Open();
        ScramLogin.Begin(client, ScramAccounts.Client());

        broker.Advance(broker.Node.Options.Connection.ConnectTimeout + TimeSpan.FromSeconds(0.2));

        Assert.True(client.WasAborted);
        Assert.Equal(0, client.Waiting);
    }

    [Fact]
    public void The_authenticator_is_given_back_what_it_left_and_told_the_client()
    {
        object state = new();
        var authenticator = new ScriptedAuthenticator((request, reply) =>
        {
            if (request.State is null)
            {
                reply.Continue([9], state);
            }
            else
            {
                reply.Accept("somebody", [8]);
            }
        });
        using var broker = new TestBroker(ports: basic => basic with { Authenticator = authenticator });
        TestClient client = broker.Open();

        client.SendConnect(ConnectFor.Client("c", also: ScramLogin.Data([1], "M")) with { UserName = "u" });
        Assert.Equal([9], client.Take(PacketType.Auth).Binary(PropertyId.AuthenticationData));
        client.Auth(ReasonCode.ContinueAuthentication, ScramLogin.Data([2], "M"));

        Assert.Equal([8], client.Take(PacketType.Connack).Binary(PropertyId.AuthenticationData));
        Assert.Equal([[1], [2]], authenticator.Requests.Select(request => request.Data));
        Assert.Same(state, authenticator.LastRequest.State);
        Assert.All(authenticator.Requests, request =>
        {
            Assert.Equal(("c", "u", "M"), (request.ClientId, request.UserName, request.Method));
            Assert.False(request.IsReAuthentication);
        });
    }

    [Fact]
    public void An_authenticator_may_answer_each_step_later()
    {
        var authenticator = new ScriptedAuthenticator();
        using var broker = new TestBroker(ports: basic => basic with { Authenticator = authenticator });
        TestClient client = broker.Open();
        client.SendConnect(ConnectFor.Client("c", also: ScramLogin.Data([1], "M")));
        client.Auth(ReasonCode.ContinueAuthentication, ScramLogin.Data([2], "M"));
        Assert.Equal((0, 1), (client.Waiting, authenticator.Requests.Count));

        broker.Advance(TimeSpan.FromSeconds(1));
        authenticator.LastReply.Continue([9], state: null);
        broker.Run();
        Assert.Equal(PacketType.Auth, client.Take().Type);
        Assert.Equal((0, 2), (client.Waiting, authenticator.Requests.Count));
        authenticator.LastReply.Accept();
        broker.Run();

        Assert.Equal(ReasonCode.Success, client.Take(PacketType.Connack).Reason);
    }

    private static void AssertRefused(TestBroker broker, TestClient client, ReasonCode reason)
    {
        Packet connack = Assert.Single(client.TakeAll());
        Assert.Equal((PacketType.Connack, reason), (connack.Type, connack.Reason));
        Assert.True(client.IsClosed);
        Assert.Empty(broker.Sessions);
    }
}
