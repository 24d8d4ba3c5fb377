using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pmq.Conformance.CSharp;

namespace Pmq.Repository.Tests.Tidy;

public sealed partial class PackageTests
{
    private const string Catalogue = "docs/DEPENDENCIES.md";

    [Fact]
    public void Versions_are_said_once_for_all_projects() =>
        Findings.AssertNone(
            "A version belongs into Directory.Packages.props:",
            Project.Below("src", "tests", "examples").Where(project => project.HasPackageWithVersion)
                .Select(project => project.Path));

    [Fact]
    public void Every_package_has_its_reason_written_down()
    {
        HashSet<string> listed = ListedPackages();

        Findings.AssertNone(
            $"A package without a line in {Catalogue}:",
            UsedPackages().Concat(VersionedPackages()).Distinct().Where(package => !listed.Contains(package)));
    }

    [Fact]
    public void Every_reason_is_for_a_package_that_is_there()
    {
        HashSet<string> versioned = [.. VersionedPackages(), .. UsedPackages()];

        Findings.AssertNone(
            $"A line in {Catalogue} for a package that is gone:",
            ListedPackages().Where(package => !versioned.Contains(package)));
    }

    private static HashSet<string> ListedPackages() =>
        [.. ListLine().Matches(Repository.Read(Catalogue)).Select(match => match.Groups["package"].Value)];

    private static IEnumerable<string> UsedPackages() =>
        Project.Below("src", "tests", "examples").SelectMany(project => project.Packages).Concat(ScriptPackages());

    private static IEnumerable<string> ScriptPackages() =>
        from file in SourceTree.Files(Repository.PathOf("eng"), "*.cs")
        from Match match in ScriptPackage().Matches(File.ReadAllText(file))
        select match.Groups["package"].Value;

    private static IEnumerable<string> VersionedPackages() =>
        XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(element => (string)element.Attribute("Include")!);

    [GeneratedRegex(@"^- `(?<package>[^`]+)`", RegexOptions.Multiline)]
    private static partial Regex ListLine();

    [GeneratedRegex(@"^#:package\s+(?<package>[^\s@]+)", RegexOptions.Multiline)]
    private static partial Regex ScriptPackage();
}
