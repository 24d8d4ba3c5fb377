namespace Pmq.Broker.Tests.Turns;

/// <summary>Proves that something allocates nothing.</summary>
internal static class Allocations
{
    // The runtime allocates at times on its own account, when it compiles a method anew for instance, but not each time.
    private const int AttemptsMax = 10;

    public static void AssertNone(Action work)
    {
        work();
        long least = long.MaxValue;
        for (int i = 0; i < AttemptsMax && least > 0; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }
}
