namespace Pmq.Crash.Tests;

public sealed class PostgresCrashTests
{
    [RequiresProgramFact(PostgresServer.Program)]
    public async Task What_was_acknowledged_survives_kills_of_the_broker_and_of_the_database() =>
        ShortRun.AssertGood(await ShortRun.RunAsync(
            ShortRun.Settings with { Store = StoreUnderTest.Postgres, Kills = 3, DatabaseKills = 1, Seed = 12 }));
}
