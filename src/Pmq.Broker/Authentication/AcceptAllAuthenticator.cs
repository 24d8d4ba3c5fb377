using Pmq.Protocol;

namespace Pmq.Broker.Authentication;

/// <summary>
/// What a broker without accounts does: every login is let in, and the name it gave, though unchecked, is kept for
/// access rules. It knows no authentication method.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
public sealed class AcceptAllAuthenticator : IAuthenticator
{
    public void Authenticate(AuthenticationRequest request, IAuthenticationReply reply)
    {
        if (request.Method is null)
        {
            reply.Accept(request.UserName);
            return;
        }

        reply.Refuse(ReasonCode.BadAuthenticationMethod, RefusalTexts.UnknownMethod);
    }
}
