using System.Text.RegularExpressions;
using Pmq.Conformance.CSharp;

namespace Pmq.Repository.Tests.Tidy;

/// <summary>What is left to do belongs into an issue, where somebody sees it.</summary>
public sealed class UnfinishedWorkTests
{
    // Put together here, so that this file does not hold the words it looks for.
    private static readonly Regex Marks = new($@"\b(?:TO{"DO"}|FIX{"ME"}|HA{"CK"})\b", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        "", ".cs", ".csproj", ".css", ".html", ".js", ".json", ".props", ".razor", ".sh", ".sql", ".targets", ".tsv",
        ".yaml", ".yml",
    };

    [Fact]
    public void No_source_holds_a_mark_of_unfinished_work() =>
        Findings.AssertNone(
            "Marks of unfinished work:",
            from file in SourceTree.Files(Repository.Root)
            where Extensions.Contains(Path.GetExtension(file))
            from line in File.ReadLines(file).Index()
            where Marks.IsMatch(line.Item)
            select $"{Repository.Relative(file)}:{line.Index + 1}");
}
