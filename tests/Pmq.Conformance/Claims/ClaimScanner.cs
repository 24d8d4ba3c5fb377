using System.Text.RegularExpressions;
using Pmq.Conformance.CSharp;

namespace Pmq.Conformance.Claims;

/// <summary>
/// Reads the claims from the source text, so that the page can be made without building or running a test, and a claim
/// in a project that is not part of a run is not forgotten.
/// </summary>
public static partial class ClaimScanner
{
    /// <summary>The claims of every test source below tests/.</summary>
    public static IReadOnlyList<TestClaim> ScanTests(string root) =>
        [.. SourceTree.Files(Path.Combine(root, "tests"), "*.cs")
            .SelectMany(file => Scan(CSharpSource.Load(root, file)))];

    public static IReadOnlyList<TestClaim> Scan(CSharpSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        IReadOnlyList<TypeSpan> types = TypeSpans.Of(source);
        var claims = new List<TestClaim>();
        foreach (Match match in ClaimAttribute().Matches(source.Code))
        {
            if (AttributeBlock.Around(source.Code, match.Index) is { } block)
            {
                claims.AddRange(ClaimsOf(source, types, match, block));
            }
        }

        return claims;
    }

    private static IEnumerable<TestClaim> ClaimsOf(
        CSharpSource source, IReadOnlyList<TypeSpan> types, Match match, AttributeBlock block)
    {
        var kind = Enum.Parse<ClaimKind>(match.Groups["kind"].Value);
        int open = match.Index + match.Length - 1;
        string[] ids = [.. source.LiteralsBetween(open, Brackets.End(source.Code, open))];
        string place = $"{source.Path}:{source.LineOf(match.Index)}";
        string? onType = TypeSpans.NameDeclaredIn(block.Declaration);
        string testClass = onType ?? TypeSpans.Around(types, match.Index)?.Name ?? "?";
        string? method = onType is null ? LastName().Match(block.Declaration).Groups["name"].Value : null;
        string? fault = onType is null ? FaultOfMethod(block) : FaultOfType(source, types, onType);
        if (ids.Length == 0)
        {
            yield return new TestClaim(kind, "", testClass, method, place, "it has no id written out as a string");
        }

        foreach (string id in ids)
        {
            yield return new TestClaim(kind, id, testClass, method, place, fault);
        }
    }

    private static string? FaultOfMethod(AttributeBlock block)
    {
        if (!TestAttribute().IsMatch(block.Lists))
        {
            return "it is not on a test";
        }

        return SkipProperty().IsMatch(block.Lists) ? "its test is always skipped" : null;
    }

    // A class that inherits its tests has none of its own to be found here.
    private static string? FaultOfType(CSharpSource source, IReadOnlyList<TypeSpan> types, string name)
    {
        foreach (TypeSpan span in types.Where(span => span.Name == name))
        {
            string head = source.Code[..span.Start];
            bool inherits = head.LastIndexOf(':') > head.LastIndexOf(name, StringComparison.Ordinal);
            if (inherits || TestAttribute().IsMatch(source.Code[span.Start..span.End]))
            {
                return null;
            }
        }

        return "its class has no test";
    }

    [GeneratedRegex(@"(?<=[\[,]\s*)(?<kind>Mqtt311|Mqtt5|Seed)(?:Attribute)?\s*\(")]
    private static partial Regex ClaimAttribute();

    [GeneratedRegex(@"(?<=[\[,]\s*)\w*(?:Fact|Theory)(?:Attribute)?\b")]
    private static partial Regex TestAttribute();

    [GeneratedRegex(@"\bSkip\s*=")]
    private static partial Regex SkipProperty();

    // Generic parameters follow the name: Round_trips<T>
    [GeneratedRegex(@"(?<name>\w+)\s*(?:<[^>]*>)?\s*$")]
    private static partial Regex LastName();
}
