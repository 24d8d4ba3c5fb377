using Pmq.Broker.Authentication;
using Pmq.Broker.Sessions;
using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>
/// A client that proves itself again while connected (section 4.12.1). Its traffic goes on meanwhile; what is answered
/// goes through the session's turn.
/// </summary>
/// <remarks>Owner: read loop; the exchange's state passes to the authenticator and back with the packets.</remarks>
internal sealed class ReAuthentication(
    ClientConnection connection, ClientTerms terms, Session session)
    : IAuthenticationReply
{
    private object? _exchange;
    private volatile Stage _stage;

    /// <summary>Takes an AUTH; the reason to close when it breaks a rule.</summary>
    public CloseReason? Take(in AuthView auth)
    {
        if (terms.AuthenticationMethod is not { } method)
        {
            return CloseReasons.AuthWithoutMethod;
        }

        if (!AuthenticationPackets.NamesMethod(auth, method))
        {
            return CloseReasons.AuthMethodChanged;
        }

        bool begins = auth.Reason == ReasonCode.ReAuthenticate;
        if (_stage != (begins ? Stage.Idle : Stage.AwaitsClient))
        {
            return CloseReasons.AuthOutOfPlace;
        }

        Authenticate(AuthenticationPackets.DataOf(auth), begins ? null : _exchange);
        return null;
    }

    public void Accept(string? userName = null, byte[]? data = null)
    {
        _stage = Stage.Idle;
        Answer(ReasonCode.Success, data ?? []);
    }

    public void Continue(byte[] data, object? state)
    {
        _exchange = state;
        _stage = Stage.AwaitsClient;
        Answer(ReasonCode.ContinueAuthentication, data);
    }

    /// <summary>[MQTT-4.12.1-2]: a failure ends the connection, with a code that DISCONNECT may carry.</summary>
    public void Refuse(ReasonCode reason, string? text = null)
    {
        ReasonCode code = RefusalCode.For(PacketType.Disconnect, reason, ReasonCode.NotAuthorized);
        session.Post(new Mail(
            MailKind.Violation,
            connection,
            new CloseReason(code, "MQTT-4.12.1-2", text ?? "re-authentication failed")));
    }

    private void Authenticate(byte[]? data, object? state)
    {
        _stage = Stage.AwaitsAuthenticator;
        session.Services.Authenticator.Authenticate(
            new AuthenticationRequest
            {
                ClientId = session.Name,
                UserName = terms.UserName,
                Method = terms.AuthenticationMethod,
                Data = data,
                IsReAuthentication = true,
                Version = terms.Version,
                Connection = connection,
                State = state,
            },
            this);
    }

    private void Answer(ReasonCode reason, byte[] data) =>
        session.Post(new Mail(MailKind.Authentication, connection, new AuthenticationAnswer(reason, data)));

    private enum Stage : byte
    {
        Idle,
        AwaitsAuthenticator,
        AwaitsClient,
    }
}
