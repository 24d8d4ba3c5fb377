using Pmq.Comparison.Running;

namespace Pmq.Comparison.Matrix;

/// <summary>A goal with its outcome.</summary>
/// <remarks>Owner: immutable.</remarks>
public sealed record Line(Case Case, Goal Goal)
{
    /// <summary>Medians over the rounds, of those brokers that ran.</summary>
    public required IReadOnlyDictionary<Contestant, double> Medians { get; init; }

    /// <summary>PMQ's figure by that of the better of mosquitto's settings.</summary>
    public double? Ratio { get; init; }

    /// <summary>Part of the target ratio.</summary>
    public double? Reached { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>What a reader must know to believe it.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
