namespace Pmq.Broker.Authentication;

/// <summary>Decides who is let in.</summary>
/// <remarks>Owner: thread-safe; many clients log in at once.</remarks>
public interface IAuthenticator
{
    /// <summary>
    /// Takes one step. It does not wait: what needs an answer from elsewhere returns and calls the reply later.
    /// </summary>
    void Authenticate(AuthenticationRequest request, IAuthenticationReply reply);
}
