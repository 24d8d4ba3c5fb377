using Pmq.Comparison.Running;

namespace Pmq.Comparison.Proofs;

/// <summary>One of many subscribers stops reading; the others lose nothing and keep their rate.</summary>
public sealed class SlowProof : IProof
{
    private const double RateKeptMin = 0.8;
    private const string PerSecond = "deliveredPerSecond";
    private const string PerCpuSecond = "deliveredPerBrokerCpuSecond";

    private static readonly int[] QualitiesOfService = [0, 1];

    public string Name => "slow";

    public IEnumerable<Finding> Run(Contestant broker, Settings settings, WorkFolder work) =>
        from qos in QualitiesOfService
        where settings.WantsPart(Name, FormattableString.Invariant($"qos{qos}"))
        select Run(qos, broker, settings, work);

    private Finding Run(int qos, Contestant broker, Settings settings, WorkFolder work)
    {
        string traffic = FormattableString.Invariant(
            $"fanout --publishers 4 --subscribers 200 --qos {qos} --seconds {settings.Seconds}");
        using RunningBroker running = RunningBroker.Start(broker, settings, work);
        LoadTool.WarmUp(work, running, traffic);
        Rounds rounds = Rounds.Run(
            settings.Rounds,
            () => LoadTool.Run(work, running, traffic),
            () => LoadTool.Run(work, running, $"{traffic} --slow 1"));
        double? without = Rounds.MedianOf(rounds.First, PerSecond);
        double? with = Rounds.MedianOf(rounds.Second, PerSecond);
        return new Finding(Name, FormattableString.Invariant($"rate kept at QoS {qos}"), with / without)
        {
            AtLeast = RateKeptMin,
            Behind = new Dictionary<string, double?>
            {
                ["perSecondWithout"] = without,
                ["perSecondWith"] = with,
                ["perBrokerCpuSecondWithout"] = Rounds.MedianOf(rounds.First, PerCpuSecond),
                ["perBrokerCpuSecondWith"] = Rounds.MedianOf(rounds.Second, PerCpuSecond),
            },
            Fault = rounds.Fault,
        };
    }
}
