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
    private RequestGate _requests;
    private OutletGate _outletGate;
    private AckRun _fromClient;
    private bool _published;

    // Made when the client first publishes, and first proves itself anew: most that subscribe do neither.
    private InboundPublishes? _publishes;
    private ReAuthentication? _reAuthentication;

    // Belongs to the batch at hand and comes from the node's pool.
    private PublishPipeline? _pipeline;

    public InboundHalf(ClientConnection connection, ClientTerms terms, Session session)
    {
        Connection = connection;
        Terms = terms;
        Session = session;
    }

    public ClientConnection Connection { get; }

    /// <summary>What the client asked for.</summary>
    public ClientTerms Terms { get; }

    public Session Session { get; }

    public ConnectionEnd End { get; private set; } = ConnectionEnd.Lost;

    /// <summary>How the turn tells that requests were carried out.</summary>
    public ref RequestGate Requests => ref _requests;

    /// <summary>How the turn tells that the client reads, or does not.</summary>
    public ref OutletGate OutletGate => ref _outletGate;

    private InboundPublishes Publishes => _publishes ?? BeginPublishes();

    private BrokerServices Services => Session.Services;

    private ProtocolVersion Version => Terms.Version;

    /// <summary>A batch begins.</summary>
    public void BeginBatch() => _pipeline = Services.Pipelines.Rent();

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
        Post(new Mail(MailKind.Violation, Connection, reason));
        return Step.Stop;
    }

    /// <summary>Sends everything of the batch on its way. False when reading must wait for room.</summary>
    public bool EndBatch()
    {
        PublishPipeline pipeline = _pipeline!;
        _publishes?.EndBatch(pipeline);
        PostAcks();
        DeliveryTarget? congested = pipeline.EndBatch();
        _pipeline = null;
        Services.Pipelines.Return(pipeline);
        bool published = _published;
        _published = false;
        if (congested is not null)
        {
            congested.AwaitDrain(Connection);
            return false;
        }

        if (published && Services.Memory.IsHigh)
        {
            Services.Memory.AwaitRoom(Connection);
            return false;
        }

        return true;
    }

    /// <summary>
    /// So many publishes were answered for good, which frees receive quota. Called by the session's turn. Answers to
    /// what an older connection had sent don't count.
    /// </summary>
    public void CountAnswered(int count) => Volatile.Read(ref _publishes)?.CountAnswered(count);

    /// <summary>The read loop has ended.</summary>
    public void Ended() => Session.Post(new Mail(MailKind.InboundEnded, Connection));

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
        CloseReason? reason = Publishes.Take(publish, reader.From(frame), ref length, _pipeline!);
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
            bool known = Publishes.Release(packetId);
            ReasonCode reason = known ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound;
            Gather(new AckRun(PacketType.Pubrel, reason, packetId, 1));
        }
    }

    private void Gather(in AckRun run)
    {
        if (_fromClient.IsContinuedBy(run))
        {
            _fromClient = _fromClient.With(run);
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
        _publishes?.EndBatch(_pipeline!);
        _pipeline!.PostMessages();
        _requests.Sent();
        Post(new Mail(
            MailKind.FilterRequest,
            FilterRequest.From(subscribe, frame.Type == PacketType.Unsubscribe, Session, Connection)));
        return Step.Next;
    }

    private Step TakePing(in Frame frame)
    {
        if (PingDecoder.Decode(frame, Version) is { } error)
        {
            return Fail(CloseReason.From(error));
        }

        Post(new Mail(MailKind.Ping, Connection));
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
        if (expiry > 0 && Terms.ExpiresWithConnection)
        {
            return Fail(CloseReasons.ExpiryFromZero);
        }

        End = disconnect.Reason == ReasonCode.Success && expiry is null
            ? ConnectionEnd.Normal
            : new ConnectionEnd(ByDisconnect: true, disconnect.Reason, expiry);
        return Step.Stop;
    }

    private Step TakeAuth(in Frame frame)
    {
        if (AuthDecoder.Decode(frame, PacketSender.Client, out AuthView auth) is { } error)
        {
            return Fail(CloseReason.From(error));
        }

        _reAuthentication ??= new ReAuthentication(Connection, Terms, Session);
        return _reAuthentication.Take(auth) is { } reason ? Fail(reason) : Step.Next;
    }

    private InboundPublishes BeginPublishes()
    {
        var publishes = new InboundPublishes(Services, Version, Session, Session.Lifecycle.Unreleased);
        Volatile.Write(ref _publishes, publishes);
        return publishes;
    }

    private void Post(in Mail mail) => _pipeline!.Post(Session, mail);
}
