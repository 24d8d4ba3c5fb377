namespace Pmq.Broker.Authentication;

/// <summary>One authentication method of MQTT 5.0, picked by the name a client puts into its CONNECT.</summary>
/// <remarks>Owner: thread-safe; what belongs to one exchange travels in the request's state.</remarks>
public interface IAuthenticationMechanism : IAuthenticator
{
    /// <summary>The authentication method, compared to the letter.</summary>
    string Name { get; }
}
