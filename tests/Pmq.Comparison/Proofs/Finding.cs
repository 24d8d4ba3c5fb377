using System.Text.Json;

namespace Pmq.Comparison.Proofs;

/// <summary>A figure of a proof, its bar where it has one, and the figures behind it.</summary>
/// <remarks>Owner: immutable.</remarks>
public sealed record Finding(string Proof, string Figure, double? Value)
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Whose it is.</summary>
    public string? Broker { get; init; }

    /// <summary>The most it may be.</summary>
    public double? AtMost { get; init; }

    /// <summary>The least it must be.</summary>
    public double? AtLeast { get; init; }

    /// <summary>Medians that the value was made of, and what else is worth knowing.</summary>
    public IReadOnlyDictionary<string, double?> Behind { get; init; } = new Dictionary<string, double?>();

    /// <summary>What spoils it, or null.</summary>
    public string? Fault { get; init; }

    /// <summary>True unless it is spoilt, missing or on the wrong side of its bar.</summary>
    public bool Holds => Fault is null && Value is { } value && !(value > AtMost) && !(value < AtLeast);

    public string ToJson() => JsonSerializer.Serialize(this, Format);
}
