using Pmq.Broker.Publishing;
using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;
using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>
/// What a client sends once it has its session. Messages are routed here, on the read loop; everything that is answered
/// goes as a mail to the session's turn, which alone writes to the client.
/// </summary>
/// <remarks>Owner: read loop.</remarks>
internal sealed class InboundHalf
{
    private readonly BrokerServices _services;
    private readonly ClientConnection _connection;
    private readonly ConnectRequest _request;
    private readonly InboundPublishes _publishes;
    private readonly ReAuthentication _reAuthentication;
    private readonly RequestGate _requests;
    private AckRun _fromClient;
    private bool _published;

    // Belongs to the batch at hand and comes from the node's pool.
    private PublishPipeline? _pipeline;

    public InboundHalf(
        BrokerServices services,
        ClientConnection connection,
        ConnectRequest request,
        Session session,
        UnreleasedPublishes unreleased)
    {
        _services = services;
        _connection = connection;
        _request = request;
        Session = session;
        _publishes = new InboundPublishes(services, request.Version, session, unreleased);
        _reAuthentication = new ReAuthentication(services, connection, request, session);
        _requests = new RequestGate(connection.Outlet);
        OutletGate = new OutletGate(connection.Outlet);
    }

    public Session Session { get; }

    public ConnectionEnd End { get; private set; } = ConnectionEnd.Lost;

    /// <summary>How the turn tells that requests were carried out.</summary>
    public RequestGate Requests => _requests;

    /// <summary>How the turn tells that the client reads, or does not.</summary>
    public OutletGate OutletGate { get; }

    /// <summary>How the turn tells that publishes were answered.</summary>
    public InboundPublishes Publishes => _publishes;

    private ProtocolVersion Version => _request.Version;

    /// <summary>A batch begins.</summary>
    public void BeginBatch() => _pipeline = _services.Pipelines.Rent();

    public Step Take(in Frame frame, scoped ref FrameReader reader) => frame.Type switch
    {
        PacketType.Publish => TakePublish(frame, ref reader),
        PacketType.Puback or PacketType.Pubrec or PacketType.Pubrel or PacketType.Pubcomp => TakeAcks(frame, ref reader),
        PacketType.Subscribe or PacketType.Unsubscribe => TakeSubscribe(frame),
        PacketType.Pingreq => TakePing(frame),
        PacketType.Disconnect => TakeDisconnect(frame),
        PacketType.Auth => TakeAuth(frame),
        _ => Fail(CloseReasons.SecondConnect),
    };

    /// <summary>The client broke a rule: its session tells it and closes.</summary>
    public Step Fail(CloseReason reason)
    {
        Post(new Mail(MailKind.Violation, _connection, reason));
        return Step.Stop;
    }

    /// <summary>Sends everything of the batch on its way. False when reading must wait for room.</summary>
    public bool EndBatch()
    {
        PublishPipeline pipeline = _pipeline!;
        _publishes.EndBatch(pipeline);
        PostAcks();
        DeliveryTarget? congested = pipeline.EndBatch();
        _pipeline = null;
        _services.Pipelines.Return(pipeline);
        bool published = _published;
        _published = false;
        if (congested is not null)
        {
            congested.AwaitDrain(_connection);
            return false;
        }

        if (published && _services.Memory.IsHigh)
        {
            _services.Memory.AwaitRoom(_connection);
            return false;
        }

        return true;
    }

    /// <summary>The read loop has ended.</summary>
    public void Ended() => Session.Post(new Mail(MailKind.InboundEnded, _connection));

    private Step TakePublish(in Frame frame, scoped ref FrameReader reader)
    {
        // A client that subscribes and then publishes expects to get its own message.
        if (!_requests.AllDone)
        {
            return _requests.Pause() ? Step.PauseBefore : TakePublish(frame, ref reader);
        }

        if (PublishDecoder.Decode(frame, Version, PacketSender.Client, out PublishView publish) is { } error)
        {
            return Fail(CloseReason.From(error));
        }

        _published = true;
        int length = frame.Length;
        CloseReason? reason = _publishes.Take(publish, reader.From(frame), ref length, _pipeline!);
        reader.Skip(length - frame.Length);
        return reason is null ? Step.Next : Fail(reason);
    }

    /// <summary>Takes an acknowledgement, and those in sequence that follow it in the buffer.</summary>
    private Step TakeAcks(in Frame frame, scoped ref FrameReader reader)
    {
        if (AckDecoder.Decode(frame, Version, PacketSender.Client, out AckView ack) is { } error)
        {
            return Fail(CloseReason.From(error));
        }

        int count = AckSequence.Count(reader.From(frame), AckRun.CountMax);
        reader.Skip((count - 1) * frame.Length);
        if (frame.Type == PacketType.Pubrel)
        {
            TakeReleases(ack.PacketId, count);
        }
        else
        {
            Gather(new AckRun(frame.Type, ack.Reason, ack.PacketId, count));
        }

        return Step.Next;
    }

    private void TakeReleases(ushort first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            var packetId = (ushort)(first + i);
            bool known = _publishes.Release(packetId);
            ReasonCode reason = known ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound;
            Gather(new AckRun(PacketType.Pubrel, reason, packetId, 1));
        }
    }

    private void Gather(in AckRun run)
    {
        if (_fromClient.IsContinuedBy(run))
        {
            _fromClient = _fromClient with { Count = _fromClient.Count + run.Count };
        }
        else
        {
            PostAcks();
            _fromClient = run;
        }
    }

    private void PostAcks()
    {
        if (_fromClient.Count > 0)
        {
            Post(new Mail(MailKind.ClientAcknowledges, _fromClient));
            _fromClient = default;
        }
    }

    private Step TakeSubscribe(in Frame frame)
    {
        if (SubscribeDecoder.Decode(frame, Version, out SubscribeView subscribe) is { } error)
        {
            return Fail(CloseReason.From(error));
        }

        // What was published before the request is not affected by it.
        _publishes.EndBatch(_pipeline!);
        _pipeline!.PostMessages();
        _requests.Sent();
        Post(new Mail(
            MailKind.FilterRequest,
            FilterRequest.From(subscribe, frame.Type == PacketType.Unsubscribe, Session, _connection)));
        return Step.Next;
    }

    private Step TakePing(in Frame frame)
    {
        if (PingDecoder.Decode(frame, Version) is { } error)
        {
            return Fail(CloseReason.From(error));
        }

        Post(new Mail(MailKind.Ping, _connection));
        return Step.Next;
    }

    private Step TakeDisconnect(in Frame frame)
    {
        if (DisconnectDecoder.Decode(frame, Version, PacketSender.Client, out DisconnectView disconnect) is { } error)
        {
            return Fail(CloseReason.From(error));
        }

        uint? expiry = disconnect.Properties.TryGetNumber(PropertyId.SessionExpiryInterval, out uint seconds)
            ? seconds
            : null;
        if (expiry > 0 && _request.SessionExpiry == 0)
        {
            return Fail(CloseReasons.ExpiryFromZero);
        }

        End = new ConnectionEnd(ByDisconnect: true, disconnect.Reason, expiry);
        return Step.Stop;
    }

    private Step TakeAuth(in Frame frame)
    {
        if (AuthDecoder.Decode(frame, PacketSender.Client, out AuthView auth) is { } error)
        {
            return Fail(CloseReason.From(error));
        }

        return _reAuthentication.Take(auth) is { } reason ? Fail(reason) : Step.Next;
    }

    private void Post(in Mail mail) => _pipeline!.Post(Session, mail);
}
