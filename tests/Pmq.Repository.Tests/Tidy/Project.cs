using System.Xml.Linq;
using Pmq.Conformance.CSharp;

namespace Pmq.Repository.Tests.Tidy;

/// <summary>A project file, read as text: what it asks for, not what the build makes of it.</summary>
internal sealed class Project
{
    private readonly XDocument _xml;

    private Project(string path)
    {
        Path = Repository.Relative(path);
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        _xml = XDocument.Load(path);
    }

    public string Name { get; }

    /// <summary>The path below the repository root, with forward slashes.</summary>
    public string Path { get; }

    public string Sdk => (string?)_xml.Root!.Attribute("Sdk") ?? "";

    /// <summary>The names of the projects it references.</summary>
    public IEnumerable<string> References =>
        Includes("ProjectReference").Select(path => path.Replace('\\', '/'))
            .Select(path => System.IO.Path.GetFileNameWithoutExtension(path));

    public IEnumerable<string> Packages => Includes("PackageReference");

    public IEnumerable<string> Frameworks => Includes("FrameworkReference");

    public bool HasPackageWithVersion =>
        Items("PackageReference").Any(
            item => item.Attribute("Version") is not null || item.Element("Version") is not null);

    public bool RemovesUsing(string ns) => Items("Using").Any(item => (string?)item.Attribute("Remove") == ns);

    public static IEnumerable<Project> Below(params string[] directories) =>
        directories.SelectMany(directory => SourceTree.Files(Repository.PathOf(directory), "*.csproj"))
            .Select(path => new Project(path));

    private IEnumerable<string> Includes(string item) =>
        Items(item).Select(element => (string?)element.Attribute("Include")).OfType<string>();

    private IEnumerable<XElement> Items(string name) =>
        _xml.Descendants().Where(element => element.Name.LocalName == name);
}
