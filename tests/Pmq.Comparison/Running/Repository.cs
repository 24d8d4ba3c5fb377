namespace Pmq.Comparison.Running;

public static class Repository
{
    /// <summary>The folder with the solution, above the script or, without one, the current directory.</summary>
    public static string Root(string? scriptFolder)
    {
        string? folder = scriptFolder ?? Environment.CurrentDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Pmq.Cluster.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("Pmq.Cluster.sln is not above the script.");
    }
}
