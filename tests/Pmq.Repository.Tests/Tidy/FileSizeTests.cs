using Pmq.Conformance.CSharp;

namespace Pmq.Repository.Tests.Tidy;

/// <summary>A file past these sizes most often holds two concepts. It is a hint to look, not a law.</summary>
public sealed class FileSizeTests
{
    private const int SourceLinesMax = 400;
    private const int TestLinesMax = 700;

    private static readonly string[] Patterns = ["*.cs", "*.razor"];

    // Tables of data may be longer; each is named here.
    private static readonly HashSet<string> Exceptions = [];

    [Theory]
    [InlineData("src", SourceLinesMax)]
    [InlineData("tests", TestLinesMax)]
    public void A_file_is_short_enough_to_read_at_once(string directory, int linesMax) =>
        Findings.AssertNone(
            $"Files of more than {linesMax} lines:",
            from pattern in Patterns
            from file in SourceTree.Files(Repository.PathOf(directory), pattern)
            let path = Repository.Relative(file)
            let lines = File.ReadLines(file).Count()
            where lines > linesMax && !Exceptions.Contains(path)
            select $"{path}: {lines}");
}
