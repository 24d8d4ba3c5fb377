using Pmq.Comparison.Matrix;
using Pmq.Comparison.Running;

namespace Pmq.Comparison.Proofs;

/// <summary>How long a million filters take, and what each costs: of both forms, and of either alone.</summary>
public sealed class StormProof : IProof
{
    private const int Filters = 1_000_000;

    private const double SecondsMax = 5;

    private static readonly string[] Forms = ["mixed", "exact", "wild"];

    public string Name => "storm";

    public IEnumerable<Finding> Run(Contestant broker, Settings settings, WorkFolder work) =>
        Forms.Where(form => settings.WantsPart(Name, form)).SelectMany(form => Run(form, broker, settings, work));

    private List<Finding> Run(string form, Contestant broker, Settings settings, WorkFolder work)
    {
        var runs = new List<RunResult>();
        for (int round = 0; round < settings.Rounds; round++)
        {
            using RunningBroker running = RunningBroker.Start(broker, settings, work);
            runs.Add(LoadTool.Run(work, running, $"storm --filters {Filters} --connections 500 --form {form}"));
        }

        string? fault = runs.Select(run => run.Fault).FirstOrDefault(fault => fault is not null);
        Finding Of(string figure, string key) =>
            new(Name, $"{figure}, {form}", Rounds.MedianOf(runs, key)) { Fault = fault };
        return
        [
            Of("seconds for a million filters", "seconds") with { AtMost = SecondsMax },
            Of("broker CPU seconds for a million filters", "brokerCpuSeconds"),
            Of("bytes per filter", "figures.residentBytesPerFilter"),
        ];
    }
}
