namespace Pmq.LoadGen.Measuring;

/// <summary>A phase that is gone through several times, taken together.</summary>
/// <remarks>Owner: the scenario that runs.</remarks>
internal sealed class PhaseSum
{
    public double Seconds { get; private set; }

    /// <summary>The broker's CPU time, when its process is known.</summary>
    public double? BrokerCpuSeconds { get; private set; }

    public double OwnCpuSeconds { get; private set; }

    public void Add(Phase phase)
    {
        Seconds += phase.Seconds;
        BrokerCpuSeconds = phase.BrokerCpuSeconds is { } cpu ? (BrokerCpuSeconds ?? 0) + cpu : null;
        OwnCpuSeconds += phase.OwnCpuSeconds;
    }
}
