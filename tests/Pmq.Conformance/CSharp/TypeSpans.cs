using System.Text.RegularExpressions;

namespace Pmq.Conformance.CSharp;

/// <summary>Finds the types of a source and where their bodies are.</summary>
internal static partial class TypeSpans
{
    // The words that may stand after "record" where it is only somebody's variable, or after "class" in a constraint.
    private const string NotNames = "(?!(?:as|class|in|is|struct|switch|when|where|with)\\b)";

    public static IReadOnlyList<TypeSpan> Of(CSharpSource source)
    {
        var spans = new List<TypeSpan>();
        foreach (Match match in Declaration().Matches(source.Code))
        {
            int open = source.Code.AsSpan(match.Index).IndexOfAny('{', ';') + match.Index;
            if (open >= match.Index && source.Code[open] == '{')
            {
                spans.Add(new TypeSpan(match.Groups["name"].Value, open, Brackets.End(source.Code, open)));
            }
        }

        return spans;
    }

    /// <summary>The innermost type around a place, or null.</summary>
    public static TypeSpan? Around(IReadOnlyList<TypeSpan> spans, int index) =>
        spans.Where(span => span.Holds(index)).OrderByDescending(span => span.Start).Select(span => (TypeSpan?)span)
            .FirstOrDefault();

    /// <summary>The name of the type that a piece of code declares, or null when it declares something else.</summary>
    public static string? NameDeclaredIn(string code) =>
        Declaration().Match(code) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex(@"\b(?:class|struct|interface|record(?:\s+(?:class|struct))?)\s+" + NotNames + @"(?<name>\w+)")]
    private static partial Regex Declaration();
}
