using Pmq.Broker.Durability;

namespace Pmq.Broker.Sessions;

/// <summary>An answer to a client's messages.</summary>
/// <param name="Run">The answer.</param>
/// <param name="Pledge">What has to be safe before; null for nothing.</param>
/// <param name="Link">The connection the messages came on; nobody else is answered.</param>
internal readonly record struct OwedAnswer(AckRun Run, Pledge? Pledge, ClientLink? Link)
{
    /// <summary>True when the answer is the truth by now.</summary>
    public bool MayBeGiven => Pledge is not { IsKept: false };
}
