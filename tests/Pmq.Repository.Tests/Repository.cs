using Pmq.Conformance;
using Pmq.Conformance.CSharp;

namespace Pmq.Repository.Tests;

/// <summary>The working tree these tests read.</summary>
internal static class Repository
{
    public static string Root { get; } = RepositoryRoot.Above(AppContext.BaseDirectory);

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    public static string Relative(string fullPath) => SourceTree.RelativePath(Root, fullPath);

    public static IEnumerable<CSharpSource> Sources(string directory) =>
        SourceTree.Files(PathOf(directory), "*.cs").Select(file => CSharpSource.Load(Root, file));
}
