using Pmq.Comparison.Matrix;
using Pmq.Comparison.Running;

namespace Pmq.Comparison.Tests;

public sealed class EvaluationTests
{
    private const string Figure = "deliveredPerBrokerCpuSecond";

    private static readonly Case Pairs = new(1, "pairs", "p2p") { Goals = [Goal.PerCpuSecond(3, 0.5)] };
    private static readonly Case Memory = new(2, "memory", "connect") { Goals = [Goal.AtMost(Figure, 4, 2)] };

    [Theory]
    [InlineData(600, 100, 1.0, Verdict.Reached)]
    [InlineData(540, 100, 0.9, Verdict.Near)]
    [InlineData(300, 100, 0.5, Verdict.Below)]
    [InlineData(1200, 100, 2.0, Verdict.Reached)]
    public void What_is_reached_is_the_ratio_by_the_target_ratio(
        double pmq, double mosquitto, double reached, Verdict verdict)
    {
        Line line = One(Pairs, (Contestant.Pmq, [pmq]), (Contestant.Mosquitto, [mosquitto]));

        Assert.Equal(reached, line.Reached!.Value, precision: 6);
        Assert.Equal(verdict, line.Verdict);
    }

    [Theory]
    [InlineData(200, 100, 1.0, Verdict.Reached)]
    [InlineData(400, 100, 0.5, Verdict.Below)]
    [InlineData(100, 100, 2.0, Verdict.Reached)]
    public void Where_less_is_better_it_is_the_other_way_round(
        double pmq, double mosquitto, double reached, Verdict verdict)
    {
        Line line = One(Memory, (Contestant.Pmq, [pmq]), (Contestant.Mosquitto, [mosquitto]));

        Assert.Equal(reached, line.Reached!.Value, precision: 6);
        Assert.Equal(verdict, line.Verdict);
    }

    [Fact]
    public void Pmq_is_held_against_the_better_setting()
    {
        (Contestant, double[])[] rivals = [(Contestant.Mosquitto, [100]), (Contestant.MosquittoNoDelay, [50])];

        Line more = One(Pairs, [(Contestant.Pmq, [600]), .. rivals]);
        Line less = One(Memory, [(Contestant.Pmq, [100]), .. rivals]);

        Assert.Equal(6, more.Ratio);
        Assert.Equal(2, less.Ratio);
    }

    [Fact]
    public void Medians_are_taken_over_the_rounds()
    {
        Line line = One(Pairs, (Contestant.Pmq, [1, 600, 9000]), (Contestant.Mosquitto, [100, 300, 200, 0]));

        Assert.Equal(600, line.Medians[Contestant.Pmq]);
        Assert.Equal(150, line.Medians[Contestant.Mosquitto]);
    }

    [Fact]
    public void One_lost_message_of_pmq_takes_the_row_out()
    {
        var results = new Results();
        results.Add(Pairs, Contestant.Pmq, Run(600));
        results.Add(Pairs, Contestant.Pmq, Run(600, lost: 1));
        results.Add(Pairs, Contestant.Mosquitto, Run(100));

        Line line = Assert.Single(Evaluation.Of([Pairs], results));

        Assert.Equal(Verdict.DoesNotCount, line.Verdict);
        Assert.Contains("pmq: 1 lost", line.Notes);
    }

    [Fact]
    public void A_setting_of_mosquitto_that_lost_a_message_gives_way_to_the_other()
    {
        var results = new Results();
        results.Add(Pairs, Contestant.Pmq, Run(600));
        results.Add(Pairs, Contestant.Mosquitto, Run(300));
        results.Add(Pairs, Contestant.Mosquitto, Run(300, lost: 2));
        results.Add(Pairs, Contestant.MosquittoNoDelay, Run(100));

        Line line = Assert.Single(Evaluation.Of([Pairs], results));

        Assert.Equal(6, line.Ratio);
        Assert.Contains("mosquitto: 2 lost", line.Notes);
    }

    [Fact]
    public void Without_a_sound_run_of_mosquitto_the_row_does_not_count()
    {
        var results = new Results();
        results.Add(Pairs, Contestant.Pmq, Run(600));
        results.Add(Pairs, Contestant.Mosquitto, RunResult.Failed);

        Line line = Assert.Single(Evaluation.Of([Pairs], results));

        Assert.Equal(Verdict.DoesNotCount, line.Verdict);
        Assert.Contains("mosquitto: failed", line.Notes);
    }

    [Fact]
    public void A_figure_without_a_target_is_only_watched()
    {
        var watched = new Case(1, "watched", "p2p") { Goals = [new Goal(Figure)] };

        Line line = One(watched, (Contestant.Pmq, [100]), (Contestant.Mosquitto, [50]));

        Assert.Equal(Verdict.Watched, line.Verdict);
        Assert.Equal(2, line.Ratio);
        Assert.Equal("0 reach 1.0, 0 lie between 0.8 and 1.0, 0 below, 0 do not count", MatrixTable.Total([line]));
    }

    [Fact]
    public void A_rate_that_a_busy_load_tool_may_have_held_back_says_so()
    {
        var rate = new Case(1, "rate", "p2p") { Goals = [new Goal("deliveredPerSecond", 2, 1)] };
        var results = new Results();
        var figures = new Dictionary<string, double> { ["deliveredPerSecond"] = 2, ["loadCores"] = 0.99 };
        results.Add(rate, Contestant.Pmq, new RunResult(figures));
        results.Add(rate, Contestant.Mosquitto, new RunResult(figures));

        Line line = Assert.Single(Evaluation.Of([rate], results));

        Assert.Single(line.Notes);
    }

    [Fact]
    public void The_last_line_counts()
    {
        Line[] lines =
        [
            One(Pairs, (Contestant.Pmq, [600]), (Contestant.Mosquitto, [100])),
            One(Pairs, (Contestant.Pmq, [500]), (Contestant.Mosquitto, [100])),
            One(Pairs, (Contestant.Pmq, [100]), (Contestant.Mosquitto, [100])),
            One(Pairs, (Contestant.Pmq, [100])),
        ];

        Assert.Equal("1 reach 1.0, 1 lie between 0.8 and 1.0, 1 below, 1 do not count", MatrixTable.Total(lines));
    }

    private static Line One(Case one, params (Contestant Broker, double[] Values)[] brokers)
    {
        var results = new Results();
        foreach ((Contestant broker, double[] values) in brokers)
        {
            foreach (double value in values)
            {
                results.Add(one, broker, Run(value));
            }
        }

        return Assert.Single(Evaluation.Of([one], results));
    }

    private static RunResult Run(double value, int lost = 0) =>
        new(new Dictionary<string, double> { [Figure] = value, ["lost"] = lost });
}
