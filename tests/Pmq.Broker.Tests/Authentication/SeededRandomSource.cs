using Pmq.Broker.Turns;

namespace Pmq.Broker.Tests.Authentication;

/// <summary>The same bytes for the same seed.</summary>
internal sealed class SeededRandomSource(int seed) : IRandomSource
{
    private readonly Random _random = new(seed);

    public void Fill(Span<byte> bytes) => _random.NextBytes(bytes);

    public uint Next() => (uint)_random.NextInt64(1L << 32);
}
