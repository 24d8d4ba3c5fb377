namespace Pmq.Comparison.Running;

/// <summary>The programs this needs.</summary>
public static class Programs
{
    private const string ReadyToRun = "-r linux-x64 --self-contained false -p:PublishReadyToRun=true";

    private static readonly TimeSpan PublishMax = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan InstallMax = TimeSpan.FromMinutes(5);

    /// <summary>Everything that the brokers of a run need.</summary>
    public static void Prepare(string root, Settings settings, WorkFolder work)
    {
        PublishLoadTool(root, work);
        if (settings.Brokers.Contains(Contestant.Pmq))
        {
            PublishBroker(root, work);
        }

        if (settings.Brokers.Any(broker => broker != Contestant.Pmq))
        {
            InstallMosquitto();
        }
    }

    public static void PublishLoadTool(string root, WorkFolder work) =>
        ChildProcess.Must("dotnet", Publish(root, "tests/Pmq.LoadGen", work.In("load")), PublishMax);

    /// <summary>
    /// The broker as it is shipped: compiled before it starts, where the compiler for that can be had, and otherwise
    /// plain.
    /// </summary>
    public static void PublishBroker(string root, WorkFolder work)
    {
        string publish = Publish(root, "src/Pmq.Server", work.In("pmq"));
        (int exitCode, string output) = ChildProcess.Run("dotnet", $"{publish} {ReadyToRun}", PublishMax);
        if (exitCode != 0)
        {
            Console.Error.WriteLine($"not compiled before it starts: {output.Split('\n')[0]}");
            ChildProcess.Must("dotnet", publish, PublishMax);
        }
    }

    public static void InstallMosquitto()
    {
        // Debian keeps servers where an ordinary user's PATH does not look.
        Environment.SetEnvironmentVariable("PATH", $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin");
        if (IsOnPath("mosquitto"))
        {
            return;
        }

        Console.Error.WriteLine("installing mosquitto");
        ChildProcess.Must("apt-get", "update", InstallMax);
        ChildProcess.Must("apt-get", "install -y --no-install-recommends mosquitto", InstallMax);
    }

    public static bool IsOnPath(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists($"{folder}/{program}"));

    private static string Publish(string root, string project, string output)
    {
        Console.Error.WriteLine($"publishing {project}");
        return $"publish {Path.Combine(root, project)} -c Release -o {output} -v quiet";
    }
}
