using System.Diagnostics;
using System.Numerics;

namespace Pmq.LoadGen.Measuring;

/// <summary>Counts durations in buckets that are at most 1/64 wide of their value.</summary>
internal sealed class LatencyHistogram
{
    // The first messages pay for the broker's and this program's first steps.
    private static readonly long WarmUpTicks = Stopwatch.Frequency;

    private const int BitsPerOctave = 6;
    private const int BucketsPerOctave = 1 << BitsPerOctave;

    private readonly long[] _counts = new long[64 * BucketsPerOctave];
    private long _maximumNs;
    private long _firstTime;

    public long Count { get; private set; }

    public double MaximumMicroseconds => _maximumNs / 1000.0;

    /// <summary>
    /// Counts a duration, both ends in ticks of <see cref="Stopwatch"/>; the first second is left out.
    /// </summary>
    public void Record(long sent, long received)
    {
        _firstTime = _firstTime == 0 ? received : _firstTime;
        if (received - _firstTime < WarmUpTicks)
        {
            return;
        }

        long ns = Math.Max(0, (long)((received - sent) * (1e9 / Stopwatch.Frequency)));
        _counts[BucketOf((ulong)ns)]++;
        _maximumNs = Math.Max(_maximumNs, ns);
        Count++;
    }

    /// <summary>The duration in microseconds that this share of all was not above.</summary>
    public double PercentileMicroseconds(double percentile)
    {
        long wanted = (long)Math.Ceiling(Count * percentile / 100);
        long passed = 0;
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            passed += _counts[bucket];
            if (passed >= wanted && passed > 0)
            {
                return Math.Min(UpperEnd(bucket), _maximumNs) / 1000.0;
            }
        }

        return 0;
    }

    private static int BucketOf(ulong ns)
    {
        if (ns < BucketsPerOctave)
        {
            return (int)ns;
        }

        int shift = BitOperations.Log2(ns) - BitsPerOctave;
        return ((shift + 1) * BucketsPerOctave) + (int)((ns >> shift) - BucketsPerOctave);
    }

    private static long UpperEnd(int bucket)
    {
        if (bucket < BucketsPerOctave)
        {
            return bucket;
        }

        int shift = (bucket / BucketsPerOctave) - 1;
        return ((long)(bucket % BucketsPerOctave) + BucketsPerOctave + 1 << shift) - 1;
    }
}
