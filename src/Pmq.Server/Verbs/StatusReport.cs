using Pmq.Management.Api;
using Pmq.Management.Health;

namespace Pmq.Server.Verbs;

/// <summary>What <c>pmq status --json</c> prints: what the node says of itself, and whether it is ready.</summary>
internal sealed record StatusReport(
    string Name,
    string Version,
    string Node,
    DateTime Started,
    long UptimeSeconds,
    string Status,
    IReadOnlyList<ReadinessReason> Reasons)
{
    public static StatusReport Of(NodeInfo node, Readiness readiness) => new(
        node.Name, node.Version, node.Node, node.Started, node.UptimeSeconds, readiness.Status, readiness.Reasons);
}
