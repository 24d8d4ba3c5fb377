namespace Pmq.Comparison;

/// <summary>The programs this needs.</summary>
public static class Programs
{
    private static readonly TimeSpan PublishMax = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan InstallMax = TimeSpan.FromMinutes(5);

    public static void Publish(string root, string project, string output)
    {
        Console.WriteLine($"publishing {project}");
        string path = Path.Combine(root, project);
        ChildProcess.Must("dotnet", $"publish {path} -c Release -o {output} -v quiet", PublishMax);
    }

    public static void InstallMosquitto()
    {
        // Debian keeps servers where an ordinary user's PATH does not look.
        Environment.SetEnvironmentVariable("PATH", $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin");
        if (Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists($"{folder}/mosquitto")))
        {
            return;
        }

        Console.WriteLine("installing mosquitto");
        ChildProcess.Must("apt-get", "update", InstallMax);
        ChildProcess.Must("apt-get", "install -y --no-install-recommends mosquitto", InstallMax);
    }
}
