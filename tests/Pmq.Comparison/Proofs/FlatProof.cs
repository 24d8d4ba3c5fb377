using Pmq.Comparison.Running;

namespace Pmq.Comparison.Proofs;

/// <summary>
/// What a message costs among very many subscriptions, sockets or sessions that are idle, by what it costs among a
/// hundred: two brokers, one with many and one with few, in turns.
/// </summary>
public sealed class FlatProof : IProof
{
    // What one message may cost more among very many.
    private const double CostMax = 1.25;

    private const string PerCpuSecond = "deliveredPerBrokerCpuSecond";
    private const string Traffic = "p2p --pairs 50 --window 100";

    private static readonly Crowd[] Crowds =
    [
        new("subscriptions", "storm --filters 100 --connections 1", "storm --filters 1000000 --connections 500", true),
        new("sockets", "connect --connections 100 --seconds 0", "connect --connections 15000 --seconds 0", true),
        new("sessions", "away --sessions 100", "away --sessions 100000", false),
    ];

    public string Name => "flat";

    public IEnumerable<Finding> Run(Contestant broker, Settings settings, WorkFolder work) =>
        Crowds.Where(crowd => settings.WantsPart(Name, crowd.Name)).Select(crowd => Run(crowd, broker, settings, work));

    private Finding Run(Crowd crowd, Contestant broker, Settings settings, WorkFolder work)
    {
        using RunningBroker few = RunningBroker.Start(broker, settings, work);
        using RunningBroker many = RunningBroker.Start(broker, settings, work);
        using var fewIdle = HeldLoad.Start(work, few, crowd.Few, crowd.IsHeld);
        using var manyIdle = HeldLoad.Start(work, many, crowd.Many, crowd.IsHeld);
        string? fault = fewIdle.Report.Fault ?? manyIdle.Report.Fault;
        string traffic = FormattableString.Invariant($"{Traffic} --seconds {settings.Seconds}");
        LoadTool.WarmUp(work, few, $"{Traffic} --seconds 1");
        LoadTool.WarmUp(work, many, $"{Traffic} --seconds 1");
        Rounds rounds = Rounds.Run(
            settings.Rounds, () => LoadTool.Run(work, few, traffic), () => LoadTool.Run(work, many, traffic));
        double? amongFew = 1e6 / Rounds.MedianOf(rounds.First, PerCpuSecond);
        double? amongMany = 1e6 / Rounds.MedianOf(rounds.Second, PerCpuSecond);
        return new Finding(Name, $"cost among many idle {crowd.Name} by cost among 100", amongMany / amongFew)
        {
            AtMost = CostMax,
            Behind = new Dictionary<string, double?>
            {
                ["microsecondsAmongFew"] = amongFew,
                ["microsecondsAmongMany"] = amongMany,
                ["residentKilobytes"] = many.ResidentKilobytes(),
            },
            Fault = fault ?? rounds.Fault,
        };
    }

    /// <summary>What is idle, and the scenarios that make a hundred and very many of it.</summary>
    private sealed record Crowd(string Name, string Few, string Many, bool IsHeld);
}
