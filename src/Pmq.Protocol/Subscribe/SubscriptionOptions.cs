namespace Pmq.Protocol;

/// <summary>The byte after each filter of a SUBSCRIBE. Before 5.0 only the QoS is in it.</summary>
public readonly record struct SubscriptionOptions(byte Bits)
{
    private const byte ReservedBits = 0b1100_0000;
    private const byte ReservedBitsBefore5 = 0b1111_1100;

    /// <summary>Makes the byte from its parts.</summary>
    public SubscriptionOptions(
        QoS qos,
        bool noLocal = false,
        bool retainAsPublished = false,
        RetainHandling retainHandling = RetainHandling.Always)
        : this((byte)((int)qos | (noLocal ? 4 : 0) | (retainAsPublished ? 8 : 0) | ((int)retainHandling << 4)))
    {
    }

    /// <summary>The highest QoS to deliver at.</summary>
    public QoS QoS => (QoS)(Bits & 0b11);

    /// <summary>Do not send the client what it published itself.</summary>
    public bool NoLocal => (Bits & 0b100) != 0;

    /// <summary>Keep the retain flag as the publisher set it.</summary>
    public bool RetainAsPublished => (Bits & 0b1000) != 0;

    /// <summary>When to send retained messages.</summary>
    public RetainHandling RetainHandling => (RetainHandling)((Bits >> 4) & 0b11);

    internal Violation? Check(ByteView filter, ProtocolVersion version)
    {
        bool isMqtt5 = version == ProtocolVersion.Mqtt5;
        if ((Bits & (isMqtt5 ? ReservedBits : ReservedBitsBefore5)) != 0)
        {
            return Violations.SubscriptionReservedBits;
        }

        if (QoS > QoS.ExactlyOnce)
        {
            return Violations.SubscriptionQoS3;
        }

        if (RetainHandling > RetainHandling.Never)
        {
            return Violations.RetainHandling3;
        }

        return NoLocal && TopicFilter.IsShared(filter) ? Violations.NoLocalOnShared : null;
    }
}
