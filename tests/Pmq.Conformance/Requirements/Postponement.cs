namespace Pmq.Conformance.Requirements;

/// <summary>
/// A reason that ends by itself: it names the work that will bring the proof, and must go when the proof is there.
/// </summary>
public static class Postponement
{
    public static bool Is(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return reason.StartsWith("later:", StringComparison.Ordinal);
    }
}
