using Pmq.SameAsMosquitto.Running;

namespace Pmq.SameAsMosquitto;

/// <summary>Plays scenarios against both brokers, several at a time, and compares the transcripts.</summary>
public static class Comparison
{
    private const int ScenariosAtOnce = 8;

    /// <summary>The outcome of every scenario, in their order.</summary>
    public static async Task<IReadOnlyList<Outcome>> RunAsync(IReadOnlyList<Scenario> scenarios, string pmqProgram)
    {
        using RunningBroker mosquitto = await RunningBroker.StartMosquittoAsync();
        using RunningBroker pmq = await RunningBroker.StartPmqAsync(pmqProgram);
        var outcomes = new Outcome[scenarios.Count];
        await Parallel.ForAsync(
            0,
            scenarios.Count,
            new ParallelOptions { MaxDegreeOfParallelism = ScenariosAtOnce },
            async (number, _) =>
            {
                Scenario scenario = scenarios[number];
                Task<IReadOnlyList<string>> theirs = PlayAsync(scenario, number, mosquitto);
                Task<IReadOnlyList<string>> ours = PlayAsync(scenario, number, pmq);
                outcomes[number] = new Outcome(scenario, LineDifference.Between(await theirs, await ours));
            });
        return outcomes;
    }

    private static async Task<IReadOnlyList<string>> PlayAsync(Scenario scenario, int number, RunningBroker broker)
    {
        using var stage = new Stage(broker.Port, number, scenario.ComparesPackets);
        try
        {
            await scenario.Play(stage);
        }
        catch (Exception exception) when (exception is TimeoutException or InvalidOperationException)
        {
            return [.. stage.Transcript, exception.Message];
        }

        return stage.Transcript;
    }
}
