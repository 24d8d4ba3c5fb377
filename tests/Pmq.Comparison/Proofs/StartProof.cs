using Pmq.Comparison.Matrix;
using Pmq.Comparison.Running;

namespace Pmq.Comparison.Proofs;

/// <summary>How long the program takes to its first connection, and what it has in memory with nobody there.</summary>
public sealed class StartProof : IProof
{
    private const double SecondsMax = 0.5;
    private const double MegabytesMax = 60;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public string Name => "start";

    public IEnumerable<Finding> Run(Contestant broker, Settings settings, WorkFolder work)
    {
        List<double> seconds = [], megabytes = [];
        for (int round = 0; round < settings.Rounds; round++)
        {
            using RunningBroker running = RunningBroker.Start(broker, settings, work);
            seconds.Add(running.StartTime.TotalSeconds);
            Thread.Sleep(Settling);
            megabytes.Add(running.ResidentKilobytes() / 1024.0);
        }

        yield return new Finding(Name, "seconds until it listens", Median.Of(seconds)) { AtMost = SecondsMax };
        yield return new Finding(Name, "resident megabytes when empty", Median.Of(megabytes)) { AtMost = MegabytesMax };
    }
}
