using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>Why the broker ends a connection: the reason code, the rule and what is allowed.</summary>
/// <param name="Code">What a 5.0 client is told.</param>
/// <param name="Clause">The statement or section of the standard, or the option that sets the limit.</param>
/// <param name="Text">What was wrong and what is allowed.</param>
public sealed record CloseReason(ReasonCode Code, string Clause, string Text)
{
    /// <summary>What the decoder found, as a reason to close.</summary>
    public static CloseReason From(ProtocolError error) => new(error.Reason, error.Clause, error.Description);
}
