using System.Text;
using Pmq.Broker.Authentication;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Authentication;

/// <summary>One connection's exchange with a mechanism: it hands the state from each step to the next.</summary>
internal sealed class ScramConversation(IAuthenticator mechanism)
{
    private object? _state;

    /// <summary>Makes the exchange a re-authentication of this user.</summary>
    public string? EstablishedUserName { get; init; }

    public RecordingReply Step(byte[]? data)
    {
        RecordingReply reply = RecordingReply.To(mechanism, new AuthenticationRequest
        {
            ClientId = "client",
            UserName = EstablishedUserName,
            IsReAuthentication = EstablishedUserName is not null,
            Method = "SCRAM",
            Data = data,
            State = _state,
        });
        _state = reply.State;
        return reply;
    }

    public RecordingReply Step(string data) => Step(Encoding.UTF8.GetBytes(data));

    /// <summary>Takes an exchange to its end.</summary>
    public RecordingReply Run(ScramClient client)
    {
        RecordingReply first = Step(client.First());
        first.AssertContinued();
        return Step(client.Final(first.Data!));
    }
}
