namespace Pmq.Storage.Postgres;

/// <summary>Something of a session that is named by bytes, to look it up by.</summary>
internal readonly struct BytesKey(long session, ReadOnlyMemory<byte> bytes) : IEquatable<BytesKey>
{
    private readonly long _session = session;
    private readonly ReadOnlyMemory<byte> _bytes = bytes;

    public bool Equals(BytesKey other) =>
        _session == other._session && _bytes.Span.SequenceEqual(other._bytes.Span);

    public override bool Equals(object? obj) => obj is BytesKey other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(_session);
        hash.AddBytes(_bytes.Span);
        return hash.ToHashCode();
    }
}
