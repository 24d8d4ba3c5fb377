using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>
/// Acknowledgements of packet identifiers that follow each other, which is how clients number: a batch of a thousand
/// is one mail.
/// </summary>
public readonly record struct AckRun(PacketType Type, ReasonCode Reason, ushort First, int Count)
{
    /// <summary>The most identifiers in a run; a mail has 15 bits for their number.</summary>
    public const int CountMax = short.MaxValue;

    /// <summary>True when the acknowledgement is the next of this run.</summary>
    public bool Continues(PacketType type, ReasonCode reason, ushort packetId) =>
        Count is > 0 and < CountMax && type == Type && reason == Reason && packetId == First + Count;
}
