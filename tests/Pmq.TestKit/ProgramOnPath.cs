namespace Pmq.TestKit;

/// <summary>Where the other programs are that some tests talk to, such as the mosquitto clients.</summary>
public static class ProgramOnPath
{
    // Debian keeps daemons here, and an ordinary user's PATH does not name it.
    private const string DaemonDirectory = "/usr/sbin";

    // Debian keeps the server's programs of each PostgreSQL version in a directory below this one.
    private const string PostgresDirectory = "/usr/lib/postgresql";

    /// <summary>The full path of the program; throws, and names the package to install, when it is not there.</summary>
    public static string Find(string name) =>
        TryFind(name) ?? throw new ProgramMissingException(MissingMessage(name));

    /// <summary>The full path of the program, or null.</summary>
    public static string? TryFind(string name)
    {
        foreach (string directory in Directories())
        {
            foreach (string fileName in FileNames(name))
            {
                string candidate = Path.Combine(directory, fileName);
                if (File.Exists(candidate))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    internal static string MissingMessage(string name) =>
        $"The program {name} is not on PATH; on Debian: apt-get install {DebianPackage.Of(name)}";

    private static IEnumerable<string> Directories()
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(DaemonDirectory)
            .Concat(PostgresDirectories());
    }

    private static IEnumerable<string> PostgresDirectories() =>
        Directory.Exists(PostgresDirectory)
            ? Directory.GetDirectories(PostgresDirectory)
                .OrderByDescending(VersionOf)
                .Select(directory => Path.Combine(directory, "bin"))
            : [];

    private static int VersionOf(string directory) =>
        int.TryParse(Path.GetFileName(directory), out int version) ? version : 0;

    private static string[] FileNames(string name) =>
        OperatingSystem.IsWindows() ? [name + ".exe", name] : [name];
}
