using Pmq.Comparison.Matrix;
using Pmq.Comparison.Running;

namespace Pmq.Comparison.Tests;

public sealed class WarmthTests
{
    private const int RunsMax = 5;

    [Theory]
    [InlineData("100 300 600 620", 4)]
    [InlineData("100 90", 2)]
    [InlineData("1 2 4 8 16 32 64", RunsMax)]
    [InlineData("0 0", 2)]
    public void A_broker_is_warm_when_it_gets_no_faster_or_after_enough_runs(string figures, int runs)
    {
        var warmth = new Warmth(RunsMax);
        int run = 0;
        while (!warmth.IsReached)
        {
            double figure = double.Parse(figures.Split(' ')[run++], System.Globalization.CultureInfo.InvariantCulture);
            warmth.Note(new RunResult(new Dictionary<string, double> { ["deliveredPerBrokerCpuSecond"] = figure }));
        }

        Assert.Equal(runs, run);
    }
}
