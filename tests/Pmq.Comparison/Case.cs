namespace Pmq.Comparison;

/// <summary>A scenario with its options and what to look at.</summary>
public sealed record Case(string Name, string Arguments, params Measure[] Measures)
{
    private static readonly Measure PerCpuSecond = new("deliveredPerBrokerCpuSecond");
    private static readonly Measure PerSecond = new("deliveredPerSecond");
    private static readonly Measure PeakKilobytes = new("brokerPeakKilobytes", MoreIsBetter: false);

    public static IReadOnlyList<Case> All { get; } =
    [
        Traffic("p2p-qos0", "p2p"),
        Traffic("p2p-qos0-v5", "p2p --mqtt 5"),
        Traffic("p2p-qos0-4k", "p2p --payload 4096"),
        Traffic("p2p-qos1", "p2p --qos 1"),
        Traffic("p2p-qos2", "p2p --qos 2"),
        Traffic("fanout-qos0", "fanout"),
        Traffic("fanout-qos1", "fanout --qos 1"),
        Traffic("fanin-qos0", "fanin"),
        Traffic("fanin-qos1", "fanin --qos 1"),
        Traffic("shared-qos0", "shared"),
        Traffic("shared-qos1", "shared --qos 1"),
        Traffic("wild-qos0", "wild"),
        Traffic("wild-qos1", "wild --qos 1"),
        Latency("latency-1k", "latency --rate 1000"),
        Latency("latency-20k", "latency --rate 20000"),
        Latency("latency-5k-qos1", "latency --rate 5000 --qos 1"),
        Traffic("offline-qos1", "offline --qos 1"),
        Traffic("offline-qos2", "offline --qos 2"),
        Traffic("retain", "retain --topics 50000 --subscribers 20"),
        new(
            "connect",
            "connect --connections 5000",
            new Measure("figures.connectsPerBrokerCpuSecond"),
            new Measure("figures.connectsPerSecond"),
            new Measure("figures.residentBytesPerConnection", MoreIsBetter: false)),
    ];

    /// <summary>
    /// What comes before the run that counts. Memory is told only by a broker that held few connections.
    /// </summary>
    public string WarmUp => Arguments.StartsWith("connect", StringComparison.Ordinal)
        ? "connect --connections 200 --seconds 0"
        : $"{Arguments} --seconds 2";

    private static Case Traffic(string name, string arguments) =>
        new(name, arguments, PerCpuSecond, PerSecond, PeakKilobytes);

    private static Case Latency(string name, string arguments) => new(
        name,
        arguments,
        new Measure("latency.p50", MoreIsBetter: false),
        new Measure("latency.p99", MoreIsBetter: false),
        new Measure("latency.p999", MoreIsBetter: false),
        PerCpuSecond);
}
