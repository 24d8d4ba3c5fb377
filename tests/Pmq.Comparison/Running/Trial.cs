using Pmq.Comparison.Matrix;

namespace Pmq.Comparison.Running;

/// <summary>One broker, fresh from its start, with one case: warmed up, and then the run that counts.</summary>
public static class Trial
{
    public static RunResult Run(Case one, Contestant broker, Settings settings, WorkFolder work)
    {
        try
        {
            using RunningBroker running = RunningBroker.Start(broker, settings, work);
            LoadTool.WarmUp(work, running, one.WarmUpArguments, one.WarmUpsMax);
            return LoadTool.Run(work, running, one.CountedArguments(settings.Seconds));
        }
        catch (InvalidOperationException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return RunResult.Failed;
        }
    }
}
