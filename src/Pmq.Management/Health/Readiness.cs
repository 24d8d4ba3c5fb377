using System.Text.Json.Serialization;

namespace Pmq.Management.Health;

/// <summary>Whether the node can do its work, and what keeps it from it.</summary>
public sealed record Readiness(string Status, IReadOnlyList<ReadinessReason> Reasons)
{
    /// <summary>The status of a node that works.</summary>
    public const string Ready = "ready";

    /// <summary>The status of one that has reasons not to.</summary>
    public const string NotReady = "not-ready";

    /// <summary>True when nothing is in the way.</summary>
    [JsonIgnore]
    public bool IsReady => Status == Ready;
}
