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

    /// <summary>True when the other run goes on where this one ends, and both are one.</summary>
    public bool IsContinuedBy(in AckRun next) =>
        Count > 0 && Count + next.Count <= CountMax
        && next.Type == Type && next.Reason == Reason && next.First == First + Count;

    /// <summary>This run and the one that continues it, as one.</summary>
    public AckRun With(in AckRun next) => this with { Count = Count + next.Count };
}
