namespace Pmq.Conformance;

/// <summary>The directory that holds the solution.</summary>
public static class RepositoryRoot
{
    public const string SolutionName = "Pmq.Cluster.sln";

    /// <summary>Walks up from a directory inside the repository.</summary>
    public static string Above(string directory)
    {
        for (DirectoryInfo? at = new(directory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, SolutionName)))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No directory above {directory} holds {SolutionName}.");
    }
}
