using Pmq.Comparison.Matrix;

namespace Pmq.Comparison.Running;

/// <summary>One broker, fresh from its start, with one case: warmed up, and then the run that counts.</summary>
public static class Trial
{
    public static RunResult Run(Case one, Contestant broker, Settings settings, WorkFolder work)
    {
        try
        {
            using RunningBroker running = RunningBroker.Start(broker, settings.For(one), work);

            // mosquitto has no compiler that needs time: one run fills its memory, and it is as fast as it gets.
            int warmUpsMax = broker == Contestant.Pmq ? one.WarmUpsMax : 1;
            LoadTool.WarmUp(work, running, one.WarmUpArguments, warmUpsMax);
            return LoadTool.Run(work, running, one.CountedArguments(settings.Seconds));
        }
        catch (InvalidOperationException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return RunResult.Failed;
        }
    }
}
