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
    UnreleasedPublishes unreleased,
    PublishPipeline pipeline)
{
    private readonly InboundAliases _aliases = new(services.Options.Connection.TopicAliasMaximum);
    private readonly bool _isMqtt5 = version == ProtocolVersion.Mqtt5;
    private StoreBatch? _exactlyOnce;
    private AckRun _owed;
    private int _received;
    private int _answered;

    /// <summary>Takes a message on; the reason to close when it breaks a rule.</summary>
    public CloseReason? Take(in PublishView publish)
    {
        if (Check(publish) is { } broken)
        {
            return broken;
        }

        if (_aliases.Resolve(publish, out ReadOnlySpan<byte> aliased) is { } wrongAlias)
        {
            return wrongAlias;
        }

        Message message = services.MessageReader.Read(publish, aliased, session);
        if (Refusal(message) is { } refusal)
        {
            return Refuse(publish, refusal);
        }

        switch (publish.QoS)
        {
            case QoS.AtMostOnce:
                pipeline.Publish(message);
                return null;
            case QoS.AtLeastOnce:
                _received++;
                Owe(PacketType.Puback, Route(message), publish.PacketId);
                return null;
            default:
                TakeExactlyOnce(message, publish.PacketId);
                return null;
        }
    }

    /// <summary>PUBREL: the identifier is free again. False when it was unknown.</summary>
    public bool Release(ushort packetId) => unreleased.Remove(packetId);

    /// <summary>Asks the store for what the batch took on at QoS 2, and posts the answers that are owed.</summary>
    public void EndBatch()
    {
        if (_exactlyOnce is { } batch)
        {
            _exactlyOnce = null;
            if (services.Store.Submit(batch))
            {
                RouteCommitted(batch);
            }
            else
            {
                unreleased.Await(batch);
            }
        }

        PostOwed();
    }

    /// <summary>
    /// So many publishes were answered for good, which frees receive quota. Called by the session's turn.
    /// </summary>
    public void CountAnswered(int count) => Interlocked.Add(ref _answered, count);

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

    private CloseReason? Refusal(Message message)
    {
        if (TopicLevels.Count(message.Topic) > services.Options.Subscription.LevelsMax)
        {
            return CloseReasons.TopicTooDeep;
        }

        return services.Options.Message.PayloadFormatCheck && !PayloadFormat.Holds(message)
            ? CloseReasons.PayloadNotText
            : null;
    }

    /// <summary>5.0 can refuse one message above QoS 0; everybody else loses the connection.</summary>
    private CloseReason? Refuse(in PublishView publish, CloseReason reason)
    {
        if (!_isMqtt5 || publish.QoS == QoS.AtMostOnce)
        {
            return reason;
        }

        _received++;
        Owe(publish.QoS == QoS.AtLeastOnce ? PacketType.Puback : PacketType.Pubrec, reason.Code, publish.PacketId);
        return null;
    }

    /// <summary>The answer to tell: success, or in 5.0 that nobody was there.</summary>
    private ReasonCode Route(Message message) => pipeline.Publish(message) || message.Retain || !_isMqtt5
        ? ReasonCode.Success
        : ReasonCode.NoMatchingSubscribers;

    private void TakeExactlyOnce(Message message, ushort packetId)
    {
        if (!unreleased.Add(packetId))
        {
            if (unreleased.MayAnswer(packetId))
            {
                Owe(PacketType.Pubrec, ReasonCode.Success, packetId);
            }

            return;
        }

        _received++;
        _exactlyOnce ??= new StoreBatch(session);
        _exactlyOnce.Add(new StoreOperation(StoreOperationKind.Receive, packetId, message));
    }

    private void RouteCommitted(StoreBatch batch)
    {
        foreach (StoreOperation operation in batch.Operations)
        {
            Owe(PacketType.Pubrec, Route(operation.Message!), operation.PacketId);
        }
    }

    private void Owe(PacketType type, ReasonCode reason, ushort packetId)
    {
        if (!_owed.Continues(type, reason, packetId))
        {
            PostOwed();
            _owed = new AckRun(type, reason, packetId, 0);
        }

        _owed = _owed with { Count = _owed.Count + 1 };
    }

    /// <summary>An answer is a promise, so the messages it answers go first.</summary>
    private void PostOwed()
    {
        if (_owed.Count > 0)
        {
            pipeline.EndRun();
            Post(new Mail(MailKind.AcknowledgeClient, _owed));
            _owed = default;
        }
    }

    private void Post(in Mail mail)
    {
        if (session.PostQuietly(mail))
        {
            pipeline.Wake(session);
        }
    }
}
