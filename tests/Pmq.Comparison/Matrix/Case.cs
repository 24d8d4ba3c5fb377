using System.Globalization;
using Pmq.Comparison.Running;

namespace Pmq.Comparison.Matrix;

/// <summary>A scenario of the load tool with its options, and the goals it is there for.</summary>
/// <remarks>Owner: immutable.</remarks>
/// <param name="Row">The row of the matrix that it fills, unless a goal has another one.</param>
/// <param name="Name">What it is chosen by.</param>
/// <param name="Arguments">Scenario and options of all its runs.</param>
public sealed record Case(int Row, string Name, string Arguments)
{
    public required IReadOnlyList<Goal> Goals { get; init; }

    /// <summary>
    /// Options of the runs that go before and take the same paths, so that the run that counts does not pay for a
    /// just-in-time compiler.
    /// </summary>
    public string WarmUp { get; init; } = "--seconds 1";

    /// <summary>How often it may be warmed up while that still makes it faster.</summary>
    public int WarmUpsMax { get; init; } = Warmth.RunsMaxDefault;

    /// <summary>Options of the run that counts; without any, the seconds of the command line.</summary>
    public string? Counted { get; init; }

    /// <summary>Options that PMQ is started with for this case, besides those of the command line.</summary>
    public string PmqOptions { get; init; } = "";

    /// <summary>Lines of mosquitto's configuration for this case; what they set comes last.</summary>
    public string MosquittoLines { get; init; } = "";

    /// <summary>The rows that it fills.</summary>
    public IEnumerable<int> Rows => Goals.Select(goal => goal.Row ?? Row).Distinct();

    public string WarmUpArguments => $"{Arguments} {WarmUp}";

    public string CountedArguments(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{Arguments} {Counted ?? $"--seconds {seconds}"}");
}
