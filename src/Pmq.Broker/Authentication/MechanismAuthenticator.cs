using Pmq.Protocol;

namespace Pmq.Broker.Authentication;

/// <summary>
/// Hands each step to the mechanism that the client named, and a login that names none to the authenticator inside.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
public sealed class MechanismAuthenticator : IAuthenticator
{
    private readonly IAuthenticator _withoutMethod;
    private readonly Dictionary<string, IAuthenticationMechanism> _mechanisms = new(StringComparer.Ordinal);

    /// <summary>Two mechanisms of one name are a fault of the caller.</summary>
    public MechanismAuthenticator(IAuthenticator withoutMethod, IReadOnlyList<IAuthenticationMechanism> mechanisms)
    {
        ArgumentNullException.ThrowIfNull(withoutMethod);
        ArgumentNullException.ThrowIfNull(mechanisms);
        _withoutMethod = withoutMethod;
        for (int i = 0; i < mechanisms.Count; i++)
        {
            if (!_mechanisms.TryAdd(mechanisms[i].Name, mechanisms[i]))
            {
                throw new ArgumentException(
                    $"There are two mechanisms named {mechanisms[i].Name}.", nameof(mechanisms));
            }
        }
    }

    public void Authenticate(AuthenticationRequest request, IAuthenticationReply reply)
    {
        if (request.Method is not { } method)
        {
            _withoutMethod.Authenticate(request, reply);
        }
        else if (_mechanisms.TryGetValue(method, out IAuthenticationMechanism? mechanism))
        {
            mechanism.Authenticate(request, reply);
        }
        else
        {
            reply.Refuse(ReasonCode.BadAuthenticationMethod, RefusalTexts.UnknownMethod);
        }
    }
}
