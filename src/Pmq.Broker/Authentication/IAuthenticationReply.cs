using Pmq.Protocol;

namespace Pmq.Broker.Authentication;

/// <summary>
/// Takes the answer to one <see cref="IAuthenticator.Authenticate"/>: exactly one call, at once or later, from any
/// thread.
/// </summary>
public interface IAuthenticationReply
{
    /// <summary>Lets the client in, under this name; the data goes out with CONNACK, or with AUTH 0x00.</summary>
    void Accept(string? userName = null, byte[]? data = null);

    /// <summary>Asks for another step: AUTH 0x18 goes out, and the next request carries the state.</summary>
    void Continue(byte[] data, object? state);

    /// <summary>Turns the client away. The text is for the client's eyes too.</summary>
    void Refuse(ReasonCode reason, string? text = null);
}
