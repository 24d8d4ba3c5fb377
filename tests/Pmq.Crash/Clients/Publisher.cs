using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>
/// A publisher with a kept session. On a new connection it repeats what was not acknowledged, in the order in which it
/// was sent: PUBLISH with DUP, or PUBREL where PUBREC has come.
/// </summary>
/// <remarks>Owner: its thread; what others may ask says so.</remarks>
internal sealed class Publisher(Scene scene, PublisherPlan plan, IMessageSource source)
    : Client(scene, plan.ClientId, plan.Version)
{
    private readonly Allowance _qos1 = new(plan.Qos1PerSecond);
    private readonly Allowance _qos2 = new(plan.Qos2PerSecond);
    private readonly LinkedList<Outgoing> _underWay = new();
    private readonly Dictionary<ushort, LinkedListNode<Outgoing>> _byPacketId = [];
    private bool _mayCount = true;
    private bool _isKnown;
    private ushort _lastPacketId;
    private int _underWayCount;

    /// <summary>How many messages are not acknowledged to their end; anybody may ask.</summary>
    public int UnderWay => Volatile.Read(ref _underWayCount);

    /// <summary>Whether its messages are among those that are counted as sent and acknowledged.</summary>
    public bool IsCounted
    {
        init => _mayCount = value;
    }

    protected override TimeSpan Breath => TimeSpan.FromMilliseconds(4);

    protected override void WriteConnect() => ConnectEncoder.Write(Link.Output, ConnectPacket(isKept: true));

    protected override void Connected(bool sessionPresent)
    {
        if (!sessionPresent && _isKnown)
        {
            Fault("its session is lost, with what the broker knew of its messages at QoS 2");
        }

        foreach (Outgoing message in _underWay)
        {
            Scene.Repeats.Count();
            if (message.IsReleased)
            {
                Answer(PacketType.Pubrel, message.PacketId);
            }
            else
            {
                Write(message, isRepeat: sessionPresent);
            }
        }
    }

    protected override void Act()
    {
        _qos1.Grow();
        _qos2.Grow();
        while (!Scene.IsResting && _underWay.Count < plan.Window && ChooseQoS() is { } qos)
        {
            Outgoing message = source.Next(NextPacketId(), qos, Random);
            _byPacketId[message.PacketId] = _underWay.AddLast(message);
            Write(message, isRepeat: false);
            if (_mayCount)
            {
                (qos == QoS.AtLeastOnce ? Scene.SentQos1 : Scene.SentQos2).Count();
            }
        }

        Volatile.Write(ref _underWayCount, _underWay.Count);
    }

    protected override void Take(in Frame frame)
    {
        if (AckDecoder.Decode(frame, Version, PacketSender.Server, out AckView ack) is { } wrong)
        {
            Fault($"{frame.Type} is wrong: {wrong}");
            return;
        }

        if (ack.Reason.IsFailure() && frame.Type != PacketType.Pubcomp)
        {
            Fault($"{frame.Type} says {ack.Reason}");
        }

        LinkedListNode<Outgoing>? node = _byPacketId.GetValueOrDefault(ack.PacketId);
        switch (frame.Type)
        {
            case PacketType.Puback when node is { Value.QoS: QoS.AtLeastOnce }:
                Acknowledged(node.Value);
                Finish(node);
                break;
            case PacketType.Pubrec when node is { Value.QoS: QoS.ExactlyOnce }:
                Received(node.Value);
                break;
            case PacketType.Pubcomp when node is { Value.IsReleased: true }:
                Finish(node);
                break;
            case PacketType.Pubcomp:
                // PUBREL of a lost connection may be answered on this one, beside the one that was said again here.
                Scene.SparePubcomps.Count();
                break;
            default:
                Fault($"{frame.Type} answers nothing that was sent on this connection");
                break;
        }
    }

    protected override TimeSpan TimeHere() => Between(300, 4000);

    protected override TimeSpan TimeAway() => Between(0, 30);

    private void Received(Outgoing message)
    {
        if (!message.IsReleased)
        {
            message.IsReleased = true;
            _isKnown = true;
            Acknowledged(message);
        }

        Answer(PacketType.Pubrel, message.PacketId);
    }

    private void Acknowledged(Outgoing message)
    {
        source.Acknowledged(message);
        if (_mayCount)
        {
            (message.QoS == QoS.AtLeastOnce ? Scene.AcknowledgedQos1 : Scene.AcknowledgedQos2).Count();
        }
    }

    private void Finish(LinkedListNode<Outgoing> node)
    {
        _byPacketId.Remove(node.Value.PacketId);
        _underWay.Remove(node);
    }

    private QoS? ChooseQoS()
    {
        if (_qos2.Take())
        {
            return QoS.ExactlyOnce;
        }

        return _qos1.Take() ? QoS.AtLeastOnce : null;
    }

    private ushort NextPacketId()
    {
        do
        {
            _lastPacketId = (ushort)((_lastPacketId % plan.PacketIdMax) + 1);
        }
        while (_byPacketId.ContainsKey(_lastPacketId));

        return _lastPacketId;
    }

    private void Write(Outgoing message, bool isRepeat) =>
        PublishEncoder.Write(Link.Output, Version, new PublishPacket(message.Topic, message.Payload)
        {
            Dup = isRepeat,
            QoS = message.QoS,
            Retain = message.Retain,
            PacketId = message.PacketId,
        });

    private void Answer(PacketType type, ushort packetId) => AckEncoder.Write(Link.Output, Version, type, packetId);
}
