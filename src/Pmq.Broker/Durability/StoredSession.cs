namespace Pmq.Broker.Durability;

/// <summary>A session as it is kept.</summary>
/// <param name="Key">What tells it from every other session there was, also of the same client.</param>
/// <param name="ClientId">Whose it is.</param>
/// <param name="ExpirySeconds">
/// How long it outlives its connection; 0 when only its will is kept, because it ends with the connection.
/// </param>
/// <param name="OfflineSince">
/// When its client left, in milliseconds since 1970 by the wall clock; 0 while it is connected.
/// </param>
/// <param name="SentUpTo">
/// The last queued message that was sent to the client when it left. While it is connected nobody knows.
/// </param>
/// <param name="Will">The will that is still to be published, in the engine's form; empty when there is none.</param>
public sealed record StoredSession(
    long Key, string ClientId, uint ExpirySeconds, long OfflineSince, long SentUpTo, ReadOnlyMemory<byte> Will);
