using Pmq.Broker.Authentication;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>Keeps what it was shown, and lets everybody in until it is told to refuse.</summary>
internal sealed class RecordingAuthenticator : IAuthenticator
{
    public List<AuthenticationRequest> Requests { get; } = [];

    /// <summary>Why everybody is refused, or null.</summary>
    public ReasonCode? Refusal { get; set; }

    public void Authenticate(AuthenticationRequest request, IAuthenticationReply reply)
    {
        Requests.Add(request);
        if (Refusal is { } reason)
        {
            reply.Refuse(reason);
        }
        else
        {
            reply.Accept(request.UserName);
        }
    }
}
