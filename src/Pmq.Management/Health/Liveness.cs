namespace Pmq.Management.Health;

/// <summary>Says that the process answers at all.</summary>
public sealed record Liveness(string Status);
