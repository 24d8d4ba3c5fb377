using System.Text.RegularExpressions;

namespace Pmq.Comparison.Profiling;

/// <summary>A method of a name such as <c>void [Assembly] Space.Type::Method(int32)[Tier1]</c>.</summary>
/// <remarks>Owner: immutable.</remarks>
public sealed partial record ManagedMethod(string Assembly, string Namespace, string Type, string Name)
{
    public string ShortName => $"{Type}.{Name}";

    public static ManagedMethod? Parse(string symbol)
    {
        Match match = Pattern().Match(symbol);
        if (!match.Success)
        {
            return null;
        }

        // What the type is made of has names with dots, too.
        string type = match.Groups["type"].Value;
        int end = type.AsSpan().IndexOfAny('`', '[', '<') is var generic and > 0 ? generic : type.Length;
        int nested = type.IndexOf('+', StringComparison.Ordinal);
        int dot = type.LastIndexOf('.', (nested > 0 ? Math.Min(nested, end) : end) - 1);
        return new ManagedMethod(
            match.Groups["assembly"].Value,
            dot < 0 ? "" : type[..dot],
            dot < 0 ? type : type[(dot + 1)..],
            match.Groups["name"].Value);
    }

    [GeneratedRegex(@"\[(?<assembly>[\w.]+)\] (?<type>[^ ].*?)::(?<name>[^(]+)\(")]
    private static partial Regex Pattern();
}
