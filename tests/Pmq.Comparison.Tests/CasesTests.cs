using Pmq.Comparison.Matrix;
using Pmq.Comparison.Running;

namespace Pmq.Comparison.Tests;

public sealed class CasesTests
{
    [Fact]
    public void Every_row_is_there_and_has_a_target()
    {
        Assert.Equal(Enumerable.Range(1, 19), Cases.All.SelectMany(one => one.Rows).Distinct().Order());
        Assert.All(Cases.All, one => Assert.Contains(one.Goals, goal => goal.TargetRatio > 0));
    }

    [Fact]
    public void Names_are_unique() =>
        Assert.Equal(Cases.All.Count, Cases.All.Select(one => one.Name).Distinct().Count());

    [Theory]
    [InlineData("4", "p2p-qos1-w100 p2p-qos1-w1000")]
    [InlineData("15", "latency-5k")]
    [InlineData("fanout,retain", "fanout-qos0 fanout-qos1 retain")]
    public void Cases_are_chosen_by_row_or_name(string only, string expected)
    {
        Settings settings = Settings.Parse(["--only", only]);

        Assert.Equal(expected, string.Join(' ', Cases.All.Where(settings.Wants).Select(one => one.Name)));
    }

    [Fact]
    public void A_report_becomes_numbers_by_their_path()
    {
        RunResult run = LoadTool.Read("""
            some text
            {"scenario":"p2p","lost":0,"latency":{"p50":12.5},"figures":{"rate":5}}
            """);

        Assert.Equal(12.5, run.Figures["latency.p50"]);
        Assert.Equal(5, run.Figures["figures.rate"]);
        Assert.True(run.IsSound);
    }

    [Fact]
    public void No_report_is_a_failure() => Assert.Equal("failed", LoadTool.Read("given up").Fault);
}
