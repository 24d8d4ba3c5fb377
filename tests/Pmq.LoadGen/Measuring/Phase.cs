using System.Diagnostics;

namespace Pmq.LoadGen.Measuring;

/// <summary>Time and CPU time from a start to an end.</summary>
internal sealed class Phase
{
    private readonly BrokerProcess _broker;
    private readonly double _brokerCpuAtStart;
    private readonly double _ownCpuAtStart = OwnCpu();

    private Phase(BrokerProcess broker)
    {
        _broker = broker;
        _brokerCpuAtStart = broker.CpuSeconds();
        StartTime = Stopwatch.GetTimestamp();
    }

    /// <summary>When it began, in ticks of <see cref="Stopwatch"/>.</summary>
    public long StartTime { get; }

    public double Seconds { get; private set; }

    /// <summary>The broker's CPU time, when its process is known.</summary>
    public double? BrokerCpuSeconds { get; private set; }

    public double OwnCpuSeconds { get; private set; }

    public static Phase Start(BrokerProcess broker) => new(broker);

    /// <summary>Ends it now, or says when it ended.</summary>
    public void End(long? endTime = null)
    {
        Seconds = Stopwatch.GetElapsedTime(StartTime, endTime ?? Stopwatch.GetTimestamp()).TotalSeconds;
        BrokerCpuSeconds = _broker.IsKnown ? _broker.CpuSeconds() - _brokerCpuAtStart : null;
        OwnCpuSeconds = OwnCpu() - _ownCpuAtStart;
    }

    private static double OwnCpu() => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
}
