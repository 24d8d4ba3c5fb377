using Pmq.Broker.Turns;

namespace Pmq.TestKit;

/// <summary>Randomness that is the same on every run.</summary>
public sealed class SeededRandom(int seed) : IRandomSource
{
    private readonly Random _random = new(seed);

    public void Fill(Span<byte> bytes) => _random.NextBytes(bytes);

    public uint Next() => (uint)_random.NextInt64(1L << 32);
}
