namespace Pmq.Protocol;

/// <summary>
/// What is wrong with a packet: the reason code that answers it, the clause of the standard that forbids it, and
/// the rule in words. A value, not an exception: bad input is the peer's fault and costs no more than good input.
/// Every instance is made once, so refusing a packet allocates nothing.
/// </summary>
public sealed class ProtocolError
{
    internal ProtocolError(ReasonCode reason, string clause, string description)
    {
        Reason = reason;
        Clause = clause;
        Description = description;
    }

    /// <summary>The reason code to answer with, in 5.0 terms.</summary>
    public ReasonCode Reason { get; }

    /// <summary>
    /// A normative statement such as <c>MQTT-3.1.2-3</c>, or a section where the standard has no number.
    /// </summary>
    public string Clause { get; }

    /// <summary>What was wrong and what is allowed.</summary>
    public string Description { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Description} [{Clause}] (0x{(byte)Reason:X2})";
}
