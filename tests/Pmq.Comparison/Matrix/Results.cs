using Pmq.Comparison.Running;

namespace Pmq.Comparison.Matrix;

/// <summary>All runs of all rounds.</summary>
/// <remarks>Owner: the program that compares.</remarks>
public sealed class Results
{
    private readonly Dictionary<(string Case, Contestant Broker), List<RunResult>> _runs = [];

    public void Add(Case one, Contestant broker, RunResult run)
    {
        if (!_runs.TryGetValue((one.Name, broker), out List<RunResult>? runs))
        {
            _runs[(one.Name, broker)] = runs = [];
        }

        runs.Add(run);
    }

    public IReadOnlyList<RunResult> Of(Case one, Contestant broker) =>
        _runs.TryGetValue((one.Name, broker), out List<RunResult>? runs) ? runs : [];
}
