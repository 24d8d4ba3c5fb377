namespace Pmq.Crash.Tests;

public sealed class SqliteCrashTests
{
    [Fact]
    public async Task What_was_acknowledged_survives_kills_of_the_broker() =>
        ShortRun.AssertGood(await ShortRun.RunAsync(
            ShortRun.Settings with { Store = StoreUnderTest.Sqlite, Seed = 11 }));
}
