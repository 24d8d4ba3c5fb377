namespace Pmq.Management.Health;

/// <summary>A part that is not ready, and what is wrong with it.</summary>
public sealed record ReadinessReason(string Name, string Detail);
