namespace Pmq.Crash.Tests;

/// <summary>The short form of eng/crash.cs. Each test that runs one is a class of its own, so that they run side by side.</summary>
internal static class ShortRun
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "pmq.dll");

    public static CrashSettings Settings { get; } = new() { Kills = 4, Qos1PerSecond = 300, Qos2PerSecond = 60 };

    public static Task<CrashReport> RunAsync(CrashSettings settings) =>
        CrashRun.RunAsync(settings, Program, static _ => { });

    public static void AssertGood(CrashReport report)
    {
        string text = string.Join('\n', report.Lines());
        Assert.True(report.IsGood, text);
        Assert.True(report.AcknowledgedQos1 > 0 && report.AcknowledgedQos2 > 0, text);

        // One more than asked for, of a broker at rest.
        Assert.Equal(report.Settings.Kills + 1, report.Kills - report.KillsWhileStarting);
        Assert.Equal(report.Settings.DatabaseKills, report.DatabaseKills);
    }
}
