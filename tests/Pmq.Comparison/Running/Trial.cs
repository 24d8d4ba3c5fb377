using Pmq.Comparison.Matrix;

namespace Pmq.Comparison.Running;

/// <summary>One broker, fresh from its start, with one case: a warm-up, and the run that counts.</summary>
public static class Trial
{
    public static RunResult Run(Case one, Contestant broker, Settings settings, WorkFolder work)
    {
        try
        {
            using RunningBroker running = RunningBroker.Start(broker, settings, work);
            RunResult warmUp = LoadTool.Run(work, running, one.WarmUpArguments);
            return warmUp.Figures.Count == 0
                ? warmUp
                : LoadTool.Run(work, running, one.CountedArguments(settings.Seconds));
        }
        catch (InvalidOperationException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return RunResult.Failed;
        }
    }
}
