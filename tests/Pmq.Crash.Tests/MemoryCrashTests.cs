namespace Pmq.Crash.Tests;

/// <summary>The crash test itself: a broker that forgets must not pass it.</summary>
public sealed class MemoryCrashTests
{
    [Fact]
    public async Task A_broker_that_keeps_nothing_is_found_out()
    {
        CrashReport report = await ShortRun.RunAsync(
            ShortRun.Settings with { Store = StoreUnderTest.Memory, Kills = 1, Seed = 13 });

        Assert.Contains(report.Faults, fault => fault.EndsWith("its session is lost", StringComparison.Ordinal));
    }
}
