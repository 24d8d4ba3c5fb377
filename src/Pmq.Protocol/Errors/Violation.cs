namespace Pmq.Protocol;

/// <summary>One rule of the standard, with its clause and reason code by version.</summary>
internal sealed class Violation(ReasonCode reason, string clause3, string clause5, string description)
{
    private readonly ProtocolError _v3 = new(reason, clause3, description);
    private readonly ProtocolError _v5 = new(reason, clause5, description);

    /// <summary>The error as the given version names it.</summary>
    public ProtocolError In(ProtocolVersion version) => version == ProtocolVersion.Mqtt5 ? _v5 : _v3;
}
