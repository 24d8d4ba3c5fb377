namespace Pmq.Management.Api;

/// <summary>Which program answers, which node it is, and since when.</summary>
public sealed record NodeInfo(string Name, string Version, string Node, DateTime Started, long UptimeSeconds);
