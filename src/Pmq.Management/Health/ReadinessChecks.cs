namespace Pmq.Management.Health;

/// <summary>All parts that have a say in whether the node is ready.</summary>
/// <remarks>Owner: immutable.</remarks>
public sealed class ReadinessChecks(IEnumerable<IReadinessCheck> checks)
{
    private readonly IReadinessCheck[] _checks = [.. checks];

    /// <summary>What they say now.</summary>
    public Readiness Ask()
    {
        List<ReadinessReason> reasons = [];
        foreach (IReadinessCheck check in _checks)
        {
            if (check.Detail is { } detail)
            {
                reasons.Add(new ReadinessReason(check.Name, detail));
            }
        }

        return new Readiness(reasons.Count == 0 ? Readiness.Ready : Readiness.NotReady, reasons);
    }
}
