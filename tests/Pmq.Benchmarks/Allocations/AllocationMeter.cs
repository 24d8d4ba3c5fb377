namespace Pmq.Benchmarks.Allocations;

/// <summary>Counts the bytes that a benchmark's body allocates on this thread.</summary>
public static class AllocationMeter
{
    // Enough calls that what the runtime allocates once (tiers, caches) is done before, and vanishes in the average.
    private const int WarmUpCalls = 200;
    private const int MeasuredCalls = 2_000;

    /// <summary>Bytes for one operation, rounded.</summary>
    public static long BytesPerOperation(BenchmarkCase benchmark)
    {
        Action body = benchmark.Prepare();
        Call(body, WarmUpCalls);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Call(body, MeasuredCalls);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        double operations = (double)MeasuredCalls * benchmark.OperationsPerInvoke;
        return (long)Math.Round(allocated / operations);
    }

    private static void Call(Action body, int times)
    {
        for (int i = 0; i < times; i++)
        {
            body();
        }
    }
}
