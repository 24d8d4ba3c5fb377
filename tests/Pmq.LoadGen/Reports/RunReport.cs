using Pmq.LoadGen.CommandLine;

namespace Pmq.LoadGen.Reports;

/// <summary>What came out of a run. What a scenario does not measure is null.</summary>
internal sealed record RunReport
{
    public required string Scenario { get; init; }

    public required string Mqtt { get; init; }

    public required int QoS { get; init; }

    public required int PayloadSize { get; init; }

    public int Window { get; init; }

    public int Publishers { get; init; }

    public int Subscribers { get; init; }

    /// <summary>From the first message to the last delivery.</summary>
    public double Seconds { get; init; }

    public long Sent { get; init; }

    /// <summary>Deliveries that had to happen.</summary>
    public long Expected { get; init; }

    /// <summary>Deliveries that happened, duplicates included.</summary>
    public long Delivered { get; init; }

    public long Lost => Math.Max(0, Expected - (Delivered - Duplicated));

    public long Duplicated { get; init; }

    public long Reordered { get; init; }

    /// <summary>Messages the broker answered with a failure.</summary>
    public long Refused { get; init; }

    /// <summary>How often nothing arrived for a second and the window was opened anew.</summary>
    public int Stalls { get; init; }

    /// <summary>Connections that ended before the run did.</summary>
    public int Disconnected { get; init; }

    public double SentPerSecond => Quotient.Of(Sent, Seconds);

    public double DeliveredPerSecond => Quotient.Of(Delivered, Seconds);

    public double? BrokerCpuSeconds { get; init; }

    public double? DeliveredPerBrokerCpuSecond =>
        BrokerCpuSeconds is > 0 ? Delivered / BrokerCpuSeconds : null;

    /// <summary>How many cores the broker kept busy.</summary>
    public double? BrokerCores => BrokerCpuSeconds is { } cpu && Seconds > 0 ? cpu / Seconds : null;

    public long? BrokerPeakKilobytes { get; init; }

    /// <summary>CPU time of this program.</summary>
    public double LoadCpuSeconds { get; init; }

    /// <summary>How busy this program was: one thread does all its work, so at 1 it decided the rate itself.</summary>
    public double LoadCores => Quotient.Of(LoadCpuSeconds, Seconds);

    public LatencyReport? Latency { get; init; }

    /// <summary>What only this scenario measures, by name.</summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();

    /// <summary>True when everything arrived, once and in order.</summary>
    public bool Balances => Lost == 0 && Duplicated == 0 && Reordered == 0 && Refused == 0 && Disconnected == 0;

    /// <summary>A report with what the options say.</summary>
    public static RunReport Of(LoadRun run)
    {
        LoadOptions options = run.Options;
        return new RunReport
        {
            Scenario = run.Scenario,
            Mqtt = options.Version == Protocol.ProtocolVersion.Mqtt5 ? "5" : "3.1.1",
            QoS = (int)options.QoS,
            PayloadSize = options.PayloadSize,
            BrokerPeakKilobytes = run.Broker.ResidentPeakKilobytes(),
        };
    }
}
