namespace Pmq.Crash.Tests;

/// <summary>The short form of eng/crash.cs.</summary>
public sealed class CrashTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "pmq.dll");

    private static readonly CrashSettings Short = new() { Kills = 4, Qos1PerSecond = 300, Qos2PerSecond = 60 };

    [Fact]
    public async Task What_was_acknowledged_survives_kills_with_SQLite() =>
        AssertGood(await RunAsync(Short with { Store = StoreUnderTest.Sqlite, Seed = 11 }));

    [RequiresProgramFact(PostgresServer.Program)]
    public async Task What_was_acknowledged_survives_kills_with_PostgreSQL_and_of_it() =>
        AssertGood(await RunAsync(
            Short with { Store = StoreUnderTest.Postgres, Kills = 3, DatabaseKills = 1, Seed = 12 }));

    [Fact]
    public async Task A_broker_that_keeps_nothing_is_found_out()
    {
        CrashReport report = await RunAsync(Short with { Store = StoreUnderTest.Memory, Kills = 1, Seed = 13 });

        Assert.Contains(report.Faults, fault => fault.EndsWith("its session is lost", StringComparison.Ordinal));
    }

    private static Task<CrashReport> RunAsync(CrashSettings settings) =>
        CrashRun.RunAsync(settings, Program, static _ => { });

    private static void AssertGood(CrashReport report)
    {
        Assert.True(report.IsGood, string.Join('\n', report.Lines()));
        Assert.True(report.Kills > report.Settings.Kills, "the last kill is that of a broker at rest");
        Assert.Equal(report.Settings.DatabaseKills, report.DatabaseKills);
        Assert.True(report.AcknowledgedQos1 > 0 && report.AcknowledgedQos2 > 0, string.Join('\n', report.Lines()));
    }
}
