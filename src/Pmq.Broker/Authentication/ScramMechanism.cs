using Pmq.Broker.Turns;
using Pmq.Protocol;

namespace Pmq.Broker.Authentication;

/// <summary>
/// The server's side of SCRAM (RFC 5802, RFC 7677) without channel binding. The password never travels, the server
/// does not keep it, and the server proves in turn that it knows the user. The user name is the one of the exchange;
/// name and password of the CONNECT are not looked at.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
public sealed class ScramMechanism : IAuthenticationMechanism
{
    private readonly ScramHash _hash;
    private readonly IScramCredentials _credentials;
    private readonly IRandomSource _random;
    private readonly ScramDecoys _decoys;

    public ScramMechanism(
        ScramHash hash, IScramCredentials credentials, IRandomSource random, ScramDecoyOptions? decoys = null)
    {
        ArgumentNullException.ThrowIfNull(hash);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(random);
        _hash = hash;
        _credentials = credentials;
        _random = random;
        _decoys = new ScramDecoys(hash, decoys ?? new ScramDecoyOptions(), random);
    }

    public string Name => _hash.MechanismName;

    public void Authenticate(AuthenticationRequest request, IAuthenticationReply reply)
    {
        if (request.State is ScramExchange exchange)
        {
            Finish(exchange, request, reply);
        }
        else if (request.State is null && request.Data is null or { Length: 0 })
        {
            reply.Continue([], ScramAwaited.ClientFirst);
        }
        else
        {
            Begin(request, reply);
        }
    }

    private void Begin(AuthenticationRequest request, IAuthenticationReply reply)
    {
        if (ScramClientFirst.Read(request.Data, out ScramClientFirst? message) is { } fault)
        {
            reply.Refuse(ReasonCode.NotAuthorized, fault);
            return;
        }

        if (IsOtherUser(message!.UserName, request))
        {
            reply.Refuse(ReasonCode.NotAuthorized, RefusalTexts.UserNameChanged);
            return;
        }

        // The decoy is made for known users too, so that both take the same time.
        ScramCredential decoy = _decoys.Of(message.UserName);
        bool isKnownUser = _credentials.TryFind(message.UserName, out ScramCredential? found) && found.Hash == _hash;
        Span<byte> nonce = stackalloc byte[ScramNonce.Length];
        ScramNonce.Fill(nonce, _random);
        var exchange = new ScramExchange(message, nonce, isKnownUser ? found! : decoy, isKnownUser);
        reply.Continue(exchange.ServerFirst, exchange);
    }

    private static void Finish(ScramExchange exchange, AuthenticationRequest request, IAuthenticationReply reply)
    {
        if (exchange.Finish(request.Data, out byte[] serverFinal) is { } fault)
        {
            reply.Refuse(ReasonCode.NotAuthorized, fault);
        }
        else if (IsOtherUser(exchange.UserName, request))
        {
            reply.Refuse(ReasonCode.NotAuthorized, RefusalTexts.UserNameChanged);
        }
        else
        {
            reply.Accept(exchange.UserName, serverFinal);
        }
    }

    /// <summary>A session belongs to the user it was opened for, whoever can prove to be somebody else.</summary>
    private static bool IsOtherUser(string userName, AuthenticationRequest request) =>
        request.IsReAuthentication && !string.Equals(userName, request.UserName, StringComparison.Ordinal);
}
