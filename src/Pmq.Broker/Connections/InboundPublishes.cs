using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Publishing;
using Pmq.Broker.Sessions;
using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>
/// A client's messages: aliases, the receive quota, QoS 2 identifiers, routing, and the answers owed.
/// </summary>
/// <remarks>Owner: read loop; <see cref="CountAnswered"/> is the session turn's.</remarks>
internal sealed class InboundPublishes(
    BrokerServices services,
    ProtocolVersion version,
    Session session,
    UnreleasedPublishes unreleased)
{
    private readonly bool _isMqtt5 = version == ProtocolVersion.Mqtt5;
    private InboundAliases? _aliases;
    private List<(ushort FirstId, MessageBlock Block)>? _exactlyOnce;
    private Pledge? _pledge;
    private Pledge? _intake;
    private Pledge? _owedPledge;
    private AckRun _owed;
    private int _received;
    private int _answered;

    /// <summary>
    /// Takes a message on, and those alike that follow it in the buffer; the reason to close when it breaks a rule.
    /// </summary>
    /// <param name="publish">The message.</param>
    /// <param name="received">Its packet and what follows; nothing when the packet is split over segments.</param>
    /// <param name="length">In: the length of its packet. Out: the length of all that were taken.</param>
    /// <param name="pipeline">Where messages go.</param>
    public CloseReason? Take(
        scoped in PublishView publish,
        scoped ReadOnlySpan<byte> received,
        ref int length,
        PublishPipeline pipeline)
    {
        if (Check(publish) is { } broken)
        {
            return broken;
        }

        ReadOnlySpan<byte> aliased = default;
        if (_isMqtt5 && (_aliases ??= NewAliases()).Resolve(publish, out aliased) is { } wrongAlias)
        {
            return wrongAlias;
        }

        MessageBlock block;
        if (MessageReader.IsVerbatim(publish) && !received.IsEmpty)
        {
            PublishRun run = FindRun(received, length, publish);
            block = services.MessageReader.Read(received[..run.Length], run.Count, publish, _isMqtt5, session);
            length = run.Length;
        }
        else
        {
            block = services.MessageReader.Read(publish, aliased, _isMqtt5, session);
        }

        return Refusal(block) is { } refusal
            ? Refuse(publish, block.Count, refusal, pipeline)
            : Take(block, publish, pipeline);
    }

    /// <summary>PUBREL: the identifier is free again. False when it was unknown.</summary>
    public bool Release(ushort packetId) => unreleased.Remove(packetId);

    /// <summary>Asks the store for what the batch took on at QoS 2, and posts the answers that are owed.</summary>
    public void EndBatch(PublishPipeline pipeline)
    {
        RouteExactlyOnce(pipeline);
        PostOwed(pipeline);
        LetGo(ref _pledge);
        if (_intake is Intake intake)
        {
            unreleased.Follow(intake);
            LetGo(ref _intake);
        }
    }

    /// <summary>
    /// So many publishes were answered for good, which frees receive quota. Called by the session's turn.
    /// </summary>
    public void CountAnswered(int count) => Interlocked.Add(ref _answered, count);

    /// <summary>True when the answer that is owed waits for a pledge that can't be kept before this batch has ended.</summary>
    private bool HoldsOwedPledge => _owedPledge is { } pledge
        && (ReferenceEquals(pledge, _pledge) || ReferenceEquals(pledge, _intake));

    private InboundAliases NewAliases() => new(services.Options.Connection.TopicAliasMaximum);

    private CloseReason? Check(in PublishView publish)
    {
        if ((int)publish.QoS > services.Options.Message.QosMax)
        {
            return CloseReasons.QoSNotSupported;
        }

        if (publish.Retain && !services.Options.Message.Retain)
        {
            return CloseReasons.RetainNotSupported;
        }

        bool overQuota = _isMqtt5 && publish.QoS != QoS.AtMostOnce
            && CountUnanswered() >= services.Options.Connection.ReceiveMaximum
            && !unreleased.Contains(publish.PacketId);
        return overQuota ? CloseReasons.ReceiveMaximum : null;
    }

    /// <summary>
    /// Answers to what an older connection had sent don't raise the quota above the maximum (section 4.9).
    /// </summary>
    private int CountUnanswered()
    {
        int answered = Volatile.Read(ref _answered);
        if (_received - answered < 0)
        {
            _received = answered;
        }

        return _received - answered;
    }

    /// <summary>
    /// The packets that are alike and can be taken together. A run stays within the receive quota, so that the message
    /// beyond it is looked at by itself; and repeats of QoS 2 messages are taken one by one.
    /// </summary>
    private PublishRun FindRun(ReadOnlySpan<byte> received, int firstLength, in PublishView publish)
    {
        int countMax = services.Options.Message.PayloadFormatCheck ? 1 : AckRun.CountMax;
        if (_isMqtt5 && publish.QoS != QoS.AtMostOnce)
        {
            countMax = Math.Min(countMax, services.Options.Connection.ReceiveMaximum - CountUnanswered());
        }

        var limits = new PublishRunLimits(
            countMax,
            Math.Min(MessageBlock.BytesMax, services.Options.Turn.ReadBytesMax),
            services.Options.Connection.PacketBytesMax);
        PublishRun run = PublishRun.Read(received, firstLength, publish, limits);
        return publish.QoS == QoS.ExactlyOnce && unreleased.ContainsAny(publish.PacketId, run.Count)
            ? PublishRun.Read(received, firstLength, publish, limits with { CountMax = 1 })
            : run;
    }

    private CloseReason? Refusal(MessageBlock block)
    {
        if (TopicLevels.Count(block.Topic) > services.Options.Subscription.LevelsMax)
        {
            return CloseReasons.TopicTooDeep;
        }

        return services.Options.Message.PayloadFormatCheck && !PayloadFormat.Holds(block.First)
            ? CloseReasons.PayloadNotText
            : null;
    }

    /// <summary>5.0 can refuse one message above QoS 0; everybody else loses the connection.</summary>
    private CloseReason? Refuse(in PublishView publish, int count, CloseReason reason, PublishPipeline pipeline)
    {
        if (!_isMqtt5 || publish.QoS == QoS.AtMostOnce)
        {
            return reason;
        }

        _received += count;
        PacketType answer = publish.QoS == QoS.AtLeastOnce ? PacketType.Puback : PacketType.Pubrec;
        Owe(new AckRun(answer, reason.Code, publish.PacketId, count), pipeline);
        return null;
    }

    private CloseReason? Take(MessageBlock block, in PublishView publish, PublishPipeline pipeline)
    {
        switch (publish.QoS)
        {
            case QoS.AtMostOnce:
                pipeline.Publish(block);
                return null;
            case QoS.AtLeastOnce:
                _received += block.Count;
                ReasonCode reason = Route(block, pipeline, ref _pledge);
                Owe(new AckRun(PacketType.Puback, reason, publish.PacketId, block.Count), pipeline, block.Pledge);
                return null;
            default:
                TakeExactlyOnce(block, publish.PacketId, pipeline);
                return null;
        }
    }

    /// <summary>The answer to tell: success, or in 5.0 that nobody was there.</summary>
    private ReasonCode Route(MessageBlock block, PublishPipeline pipeline, ref Pledge? pledge) =>
        pipeline.Publish(block, session, ref pledge) || block.Traits.Retain || !_isMqtt5
            ? ReasonCode.Success
            : ReasonCode.NoMatchingSubscribers;

    private void TakeExactlyOnce(MessageBlock block, ushort firstId, PublishPipeline pipeline)
    {
        if (!unreleased.Add(firstId, block.Count))
        {
            // The message it repeats may be of this very batch, or not be stored since it came on an older connection.
            RouteExactlyOnce(pipeline);
            if (unreleased.TryOwe(firstId, connection: this, out Pledge? pledge))
            {
                Owe(new AckRun(PacketType.Pubrec, ReasonCode.Success, firstId, 1), pipeline, pledge);
            }

            return;
        }

        _received += block.Count;
        (_exactlyOnce ??= []).Add((firstId, block));
    }

    /// <summary>
    /// Where messages are to be kept, all of the batch are committed together, before anybody sees them or PUBREC goes out.
    /// </summary>
    private void RouteExactlyOnce(PublishPipeline pipeline)
    {
        if (_exactlyOnce is null)
        {
            return;
        }

        foreach ((ushort firstId, MessageBlock block) in _exactlyOnce)
        {
            ReasonCode reason = Route(block, pipeline, ref _intake);
            if (block.Pledge is Intake intake)
            {
                intake.Receive(firstId, block.Count);
                unreleased.Await(firstId, block.Count, intake, connection: this);
            }

            Owe(new AckRun(PacketType.Pubrec, reason, firstId, block.Count), pipeline, block.Pledge);
        }

        _exactlyOnce.Clear();
    }

    private static void LetGo(ref Pledge? pledge)
    {
        pledge?.Release();
        pledge = null;
    }

    private void Owe(in AckRun answer, PublishPipeline pipeline, Pledge? pledge = null)
    {
        if (ReferenceEquals(pledge, _owedPledge) && _owed.IsContinuedBy(answer))
        {
            _owed = _owed.With(answer);
            return;
        }

        PostOwed(pipeline);
        _owed = answer;
        _owedPledge = pledge;
    }

    /// <summary>An answer is a promise, so the messages it answers are posted before it.</summary>
    private void PostOwed(PublishPipeline pipeline)
    {
        if (_owed.Count > 0)
        {
            pipeline.PostMessages();
            var mail = new Mail(MailKind.AcknowledgeClient, _owed, _owedPledge);
            if (HoldsOwedPledge)
            {
                // There is nothing to answer before the pledge is kept, which brings a turn.
                session.PostForLater(mail);
            }
            else
            {
                pipeline.Post(session, mail);
            }

            _owed = default;
            _owedPledge = null;
        }
    }
}
