using System.Text.RegularExpressions;
using Pmq.Conformance.CSharp;

namespace Pmq.Repository.Tests.Tidy;

public sealed partial class DocumentLinkTests
{
    private static readonly string[] AtTheRoot = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"];

    [Fact]
    public void Every_relative_link_leads_somewhere() =>
        Findings.AssertNone(
            "Links to files that are not there:",
            from document in Documents()
            from link in RelativeLinks(File.ReadAllText(document))
            let target = Path.Combine(Path.GetDirectoryName(document)!, link)
            where !Path.Exists(target)
            select $"{Repository.Relative(document)}: {link}");

    [Theory]
    [InlineData("[a](docs/A.md) and ![b](b.png#x \"t\")", "docs/A.md b.png")]
    [InlineData("[a](https://example.org/) [b](#here) [c](mailto:a@example.org)", "")]
    [InlineData("```\n[a](b)\n```\n`[c](d)`", "")]
    [InlineData("[a]: docs/B.md", "docs/B.md")]
    public void Links_are_told_from_code_and_addresses(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', RelativeLinks(text)));

    private static IEnumerable<string> Documents() =>
        AtTheRoot.Select(Repository.PathOf).Concat(SourceTree.Files(Repository.PathOf("docs"), "*.md"));

    private static IEnumerable<string> RelativeLinks(string text) =>
        Link().Matches(Code().Replace(text, "")).Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !Scheme().IsMatch(target)).Select(Uri.UnescapeDataString);

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"(?:\]\(\s*<?|^\[[^\]\n]+\]:\s*<?)(?<target>[^)\s>]+)", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();
}
