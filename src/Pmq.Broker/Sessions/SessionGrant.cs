namespace Pmq.Broker.Sessions;

/// <summary>What a connection is granted, where it may differ from what it asked for.</summary>
internal readonly record struct SessionGrant(bool SessionPresent, uint SessionExpiry, int KeepAlive);
