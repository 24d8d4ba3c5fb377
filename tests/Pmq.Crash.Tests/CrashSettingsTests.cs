namespace Pmq.Crash.Tests;

public sealed class CrashSettingsTests
{
    [Fact]
    public void What_a_run_prints_makes_the_same_run()
    {
        CrashSettings settings = CrashSettings.Parse(
            ["--store", "postgres", "--kills", "7", "--kill-database", "2", "--seed", "3", "--qos1", "10", "--qos2", "5"]);

        Assert.Equal(settings, CrashSettings.Parse(settings.ToString().Split(' ')));
        Assert.Equal((7, 2, 3), (settings.Kills, settings.DatabaseKills, settings.Seed));
    }

    [Theory]
    [InlineData("--kills")]
    [InlineData("--kills many")]
    [InlineData("--store paper")]
    [InlineData("--store 7")]
    [InlineData("--speed 1")]
    [InlineData("--kill-database 1")]
    public void What_makes_no_sense_is_refused(string options) =>
        Assert.Throws<FormatException>(() => CrashSettings.Parse(options.Split(' ')));
}
