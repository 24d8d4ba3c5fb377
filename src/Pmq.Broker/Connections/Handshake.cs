using System.Buffers;
using System.Text;
using Pmq.Broker.Authentication;
using Pmq.Broker.Sessions;
using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>
/// The time from the first byte to the session: CONNECT, perhaps an exchange of AUTH packets, and refusals. Reading is
/// paused while the authenticator or the registrar thinks, so that one side at a time writes.
/// </summary>
/// <remarks>Owner: read loop; while it is paused, whoever answers.</remarks>
internal sealed class Handshake(BrokerServices services, ClientConnection connection, IClientOutlet outlet)
    : IAuthenticationReply
{
    private ConnectRequest? _request;
    private object? _exchange;
    private bool _awaitsAuth;
    private volatile bool _over;

    /// <summary>The version to decode by.</summary>
    public ProtocolVersion Version { get; private set; } = ProtocolVersion.Mqtt311;

    public Step Take(in Frame frame)
    {
        if (_over)
        {
            return Step.Stop;
        }

        if (_request is null)
        {
            // [MQTT-3.1.0-1]: what does not begin with CONNECT gets no answer.
            return frame.Type == PacketType.Connect ? TakeConnect(frame) : End();
        }

        return _awaitsAuth && frame.Type == PacketType.Auth ? TakeAuth(frame) : RefuseAndStop(frame.Type);
    }

    /// <summary>The bytes are no packet. Before a CONNECT was understood nobody knows how to say so.</summary>
    public Step Fail(CloseReason reason)
    {
        if (_request is { IsMqtt5: true })
        {
            Refuse(reason.Code, reason.Text);
        }

        return End();
    }

    /// <summary>The socket is gone: an answer that still comes finds nobody.</summary>
    public void Abandon() => _over = true;

    public void Accept(string? userName = null, byte[]? data = null)
    {
        if (_over)
        {
            return;
        }

        ConnectRequest request = _request!;
        if (userName is not null && userName != request.Terms.UserName)
        {
            request = request with { Terms = request.Terms with { UserName = userName } };
        }

        var claim = new SessionClaim(connection, request, data);
        if (ConnackWriter.Fits(claim, services))
        {
            services.Registrar.Claim(claim);
        }
        else
        {
            Refuse(ReasonCode.PacketTooLarge, "CONNACK is larger than the client's maximum packet size");
        }
    }

    public void Continue(byte[] data, object? state)
    {
        if (_over)
        {
            return;
        }

        // [MQTT-4.12.0-6]: who named no method is sent no AUTH, whatever the authenticator wants.
        if (_request!.Terms.AuthenticationMethod is not { } method)
        {
            Refuse(ReasonCode.BadAuthenticationMethod, "an authentication method is needed");
            return;
        }

        var auth = new ArrayBufferWriter<byte>();
        AuthenticationPackets.Write(auth, ReasonCode.ContinueAuthentication, method, data);
        if (auth.WrittenCount > _request.Terms.MaximumPacketSize)
        {
            Refuse(ReasonCode.PacketTooLarge, CloseReasons.AuthTooLarge.Text);
            return;
        }

        _exchange = state;
        _awaitsAuth = true;
        outlet.Write(auth.WrittenSpan);
        outlet.Flush();
        outlet.ResumeReading();
    }

    public void Refuse(ReasonCode reason, string? text = null)
    {
        if (_over)
        {
            return;
        }

        _over = true;
        if (Version == ProtocolVersion.Mqtt5)
        {
            // [MQTT-3.2.2-8]: an authenticator may know codes that CONNACK can't carry.
            WriteRefusal(RefusalCode.For(PacketType.Connack, reason, ReasonCode.UnspecifiedError), text);
        }
        else if (reason.ToReturnCode() is { } code)
        {
            ConnackEncoder.Write(outlet, code);
        }

        outlet.Flush();
        outlet.Close();
    }

    private Step TakeConnect(in Frame frame)
    {
        ProtocolError? error = ConnectDecoder.Decode(frame, out ConnectView connect);
        Version = connect.Version;
        if (error is not null)
        {
            // A malformed CONNECT of 3.x is closed without CONNACK [MQTT-3.1.4-1].
            Refuse(error.Reason, error.Description);
            return End();
        }

        _request = ConnectRequest.From(connect);
        if (HandshakeRules.Check(_request, services.Options) is { } reason)
        {
            Refuse(reason.Code, reason.Text);
            return End();
        }

        Authenticate(_request.AuthenticationData);
        return Step.Pause;
    }

    private Step TakeAuth(in Frame frame)
    {
        if (AuthDecoder.Decode(frame, PacketSender.Client, out AuthView auth) is { } error)
        {
            Refuse(error.Reason, error.Description);
            return End();
        }

        if (auth.Reason != ReasonCode.ContinueAuthentication)
        {
            return RefuseAndStop(PacketType.Auth);
        }

        if (!AuthenticationPackets.NamesMethod(auth, _request!.Terms.AuthenticationMethod!))
        {
            Refuse(ReasonCode.BadAuthenticationMethod, CloseReasons.AuthMethodChanged.Text);
            return End();
        }

        _awaitsAuth = false;
        Authenticate(AuthenticationPackets.DataOf(auth));
        return Step.Pause;
    }

    private void Authenticate(byte[]? data) => services.Authenticator.Authenticate(
        new AuthenticationRequest
        {
            ClientId = _request!.ClientId,
            UserName = _request.Terms.UserName,
            Password = _request.Password,
            Method = _request.Terms.AuthenticationMethod,
            Data = data,
            Version = _request.Version,
            Connection = connection,
            State = _exchange,
        },
        this);

    /// <summary>
    /// [MQTT-3.1.2-30] allows AUTH and DISCONNECT only; a DISCONNECT ends the matter without an answer.
    /// </summary>
    private Step RefuseAndStop(PacketType type)
    {
        if (type != PacketType.Disconnect)
        {
            Refuse(ReasonCode.ProtocolError, "between CONNECT and CONNACK a client sends AUTH or DISCONNECT");
        }

        return End();
    }

    private Step End()
    {
        _over = true;
        return Step.Stop;
    }

    /// <summary>A reason string is told when it fits the client's maximum packet size [MQTT-3.2.2-19].</summary>
    private void WriteRefusal(ReasonCode reason, string? text)
    {
        int maximum = _request?.Terms.MaximumPacketSize ?? int.MaxValue;
        var properties = new ArrayBufferWriter<byte>();
        if (text is not null)
        {
            new PropertyWriter(properties).Add(PropertyId.ReasonString, Encoding.UTF8.GetBytes(text));
        }

        var connack = new ArrayBufferWriter<byte>();
        if (ConnackEncoder.Write(connack, reason, sessionPresent: false, properties.WrittenSpan) > maximum)
        {
            connack.ResetWrittenCount();
            ConnackEncoder.Write(connack, reason, sessionPresent: false, properties: default);
        }

        if (connack.WrittenCount <= maximum)
        {
            outlet.Write(connack.WrittenSpan);
        }
    }
}
