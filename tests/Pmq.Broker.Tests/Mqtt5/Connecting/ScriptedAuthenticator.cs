using Pmq.Broker.Authentication;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>Answers as a test says: at once by a script, or without one when the test calls the reply.</summary>
internal sealed class ScriptedAuthenticator(Action<AuthenticationRequest, IAuthenticationReply>? script = null)
    : IAuthenticator
{
    public List<AuthenticationRequest> Requests { get; } = [];

    public List<IAuthenticationReply> Replies { get; } = [];

    public AuthenticationRequest LastRequest => Requests[^1];

    public IAuthenticationReply LastReply => Replies[^1];

    public void Authenticate(AuthenticationRequest request, IAuthenticationReply reply)
    {
        Requests.Add(request);
        Replies.Add(reply);
        script?.Invoke(request, reply);
    }
}
