using Pmq.Broker.Authentication;
using Pmq.Broker.Tests.Authentication;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>Clients that log in by SCRAM, step by step.</summary>
internal static class ScramLogin
{
    public const string Method = "SCRAM-SHA-256";

    public static string MethodOf(int bits) => $"SCRAM-SHA-{bits}";

    /// <summary>A broker with both methods, and anybody without one let in.</summary>
    public static TestBroker Broker() => new(ports: basic => basic with
    {
        Authenticator = new MechanismAuthenticator(
            new AcceptAllAuthenticator(), [ScramAccounts.Mechanism(256), ScramAccounts.Mechanism(512)]),
    });

    public static Props Data(byte[] data, string method = Method) =>
        Props.Of(PropertyId.AuthenticationMethod, method).And(PropertyId.AuthenticationData, data);

    /// <summary>Sends CONNECT with the first message and takes the server's.</summary>
    public static Packet Begin(TestClient client, ScramClient scram, string method = Method, string clientId = "c")
    {
        client.SendConnect(ConnectFor.Client(clientId, expiry: 100, also: Data(scram.First(), method)));
        return client.Take(PacketType.Auth);
    }

    /// <summary>Sends the proof.</summary>
    public static void Prove(TestClient client, ScramClient scram, Packet challenge, string method = Method) =>
        client.Auth(
            ReasonCode.ContinueAuthentication,
            Data(scram.Final(challenge.Binary(PropertyId.AuthenticationData)), method));

    /// <summary>A client that is let in.</summary>
    public static TestClient Connect(TestBroker broker, string clientId = "c")
    {
        TestClient client = broker.Open();
        ScramClient scram = ScramAccounts.Client();
        Prove(client, scram, Begin(client, scram, clientId: clientId));
        Assert.Equal(ReasonCode.Success, client.Take(PacketType.Connack).Reason);
        return client;
    }
}
