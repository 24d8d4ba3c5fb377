using System.Buffers.Binary;
using Pmq.Broker.Messages;
using Pmq.Protocol;

namespace Pmq.Broker.Outbound;

/// <summary>
/// A PUBLISH towards a client: the message's bytes with what belongs to this client in front, in between and after.
/// First its size is reckoned, then it is written in one go.
/// </summary>
internal readonly ref struct PublishFrame
{
    private const int ExpirySize = 5;
    private const int AliasSize = 3;

    private readonly ReadOnlySpan<byte> _topicField;
    private readonly ReadOnlySpan<byte> _properties;
    private readonly ReadOnlySpan<byte> _payload;
    private readonly ReadOnlySpan<uint> _subscriptionIds;
    private readonly bool _expires;
    private readonly bool _isMqtt5;
    private readonly bool _withTopic;
    private readonly int _bodySize;
    private readonly int _propertiesSize;

    public PublishFrame(
        Message message, bool isMqtt5, QoS qos, ReadOnlySpan<uint> subscriptionIds, int alias, bool withTopic)
    {
        _topicField = message.TopicField;
        _properties = message.Properties;
        _payload = message.Payload;
        _expires = message.Expires;
        _isMqtt5 = isMqtt5;
        _withTopic = withTopic;
        _subscriptionIds = subscriptionIds;
        QoS = qos;
        Alias = alias;
        _bodySize = (qos == QoS.AtMostOnce ? 0 : sizeof(ushort)) + _payload.Length
            + (withTopic ? _topicField.Length : sizeof(ushort));
        if (isMqtt5)
        {
            _propertiesSize = _properties.Length + (_expires ? ExpirySize : 0)
                + (alias > 0 ? AliasSize : 0) + SizeOfIds(subscriptionIds);
            _bodySize += VariableInteger.SizeOf((uint)_propertiesSize) + _propertiesSize;
        }

        Size = 1 + VariableInteger.SizeOf((uint)_bodySize) + _bodySize;
    }

    /// <summary>The size of the whole packet.</summary>
    public int Size { get; }

    private QoS QoS { get; }

    private int Alias { get; }

    /// <summary>Writes the packet into a span of its size.</summary>
    public void Write(Span<byte> frame, bool dup, bool retain, ushort packetId, uint expirySeconds)
    {
        frame[0] = PublishEncoder.Header(QoS, dup, retain);
        int at = 1 + VariableInteger.Write(frame[1..], (uint)_bodySize);
        at += WriteTopic(frame[at..]);
        if (QoS != QoS.AtMostOnce)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame[at..], packetId);
            at += sizeof(ushort);
        }

        if (_isMqtt5)
        {
            at += WriteProperties(frame[at..], expirySeconds);
        }

        _payload.CopyTo(frame[at..]);
    }

    private static int SizeOfIds(ReadOnlySpan<uint> ids)
    {
        int size = 0;
        foreach (uint id in ids)
        {
            size += 1 + VariableInteger.SizeOf(id);
        }

        return size;
    }

    private int WriteTopic(Span<byte> frame)
    {
        if (_withTopic)
        {
            _topicField.CopyTo(frame);
            return _topicField.Length;
        }

        frame[0] = frame[1] = 0;
        return sizeof(ushort);
    }

    private int WriteProperties(Span<byte> frame, uint expirySeconds)
    {
        int at = VariableInteger.Write(frame, (uint)_propertiesSize);
        if (_propertiesSize == 0)
        {
            return at;
        }

        if (_expires)
        {
            frame[at] = (byte)PropertyId.MessageExpiryInterval;
            BinaryPrimitives.WriteUInt32BigEndian(frame[(at + 1)..], expirySeconds);
            at += ExpirySize;
        }

        if (Alias > 0)
        {
            frame[at] = (byte)PropertyId.TopicAlias;
            BinaryPrimitives.WriteUInt16BigEndian(frame[(at + 1)..], (ushort)Alias);
            at += AliasSize;
        }

        foreach (uint id in _subscriptionIds)
        {
            frame[at] = (byte)PropertyId.SubscriptionIdentifier;
            at += 1 + VariableInteger.Write(frame[(at + 1)..], id);
        }

        _properties.CopyTo(frame[at..]);
        return at + _properties.Length;
    }
}
