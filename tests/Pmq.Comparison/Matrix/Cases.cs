namespace Pmq.Comparison.Matrix;

/// <summary>
/// The matrix. Each goal has PMQ's figure and mosquitto's of the reference table, in millions a second, thousands a
/// second, microseconds, cores or kilobytes: only their ratio is used.
/// </summary>
public static class Cases
{
    public static IReadOnlyList<Case> All { get; } =
    [
        Traffic(1, "p2p-qos0", "p2p --pairs 50 --window 1000", 3.8, 0.135),
        Traffic(2, "p2p-qos0-v5", "p2p --pairs 50 --window 1000 --mqtt 5", 3.3, 0.13),
        Traffic(3, "p2p-qos0-1k", "p2p --pairs 50 --window 1000 --payload 1024", 1.5, 0.11),
        Traffic(4, "p2p-qos1-w100", "p2p --pairs 50 --window 100 --qos 1", 1.8, 0.07),
        Traffic(4, "p2p-qos1-w1000", "p2p --pairs 50 --window 1000 --qos 1", 2.0, 0.07),
        Traffic(5, "p2p-qos2-w100", "p2p --pairs 50 --window 100 --qos 2", 1.0, 0.03),
        Traffic(5, "p2p-qos2-w1000", "p2p --pairs 50 --window 1000 --qos 2", 1.1, 0.02),
        Traffic(6, "many-qos0-w16", "p2p --pairs 500 --window 16", 1.2, 0.096),
        Traffic(7, "many-qos0-w1", "p2p --pairs 500 --window 1", 0.105, 0.085),
        Traffic(7, "many-qos1-w1", "p2p --pairs 500 --window 1 --qos 1", 0.065, 0.05),
        Traffic(8, "fanout-qos0", "fanout --publishers 4 --subscribers 200 --window 100", 8, 0.18),
        Traffic(9, "fanout-qos1", "fanout --publishers 4 --subscribers 200 --window 100 --qos 1", 3, 0.15),
        Traffic(10, "fanin-qos0", "fanin --publishers 50 --subscribers 1 --window 100", 2.5, 0.135),
        Traffic(10, "fanin-qos1", "fanin --publishers 50 --subscribers 1 --window 100 --qos 1", 1.5, 0.08) with
        {
            // With more under way than its bound for one client, mosquitto leaves the last messages in its queue.
            MosquittoLines = "max_inflight_messages 0",
        },
        Traffic(11, "shared-qos0", "shared --publishers 50 --subscribers 10 --window 100", 2.5, 0.14),
        Traffic(11, "shared-qos1", "shared --publishers 50 --subscribers 10 --window 100 --qos 1", 1.6, 0.08),
        Traffic(12, "wild-53", "wild --filters 5000 --matches 53 --window 1000", 4, 0.17),
        Traffic(13, "wild-3", "wild --filters 20000 --matches 3 --window 1000", 1.2, 0.13),
        new(14, "latency-5k", "latency --rate 5000")
        {
            Goals =
            [
                Goal.AtMost("latency.p50", 40, 33),
                Goal.AtMost("latency.p99", 90, 51),
                Goal.AtMost("brokerCores", 0.12, 0.07) with { Row = 15 },
            ],

            // The first second does not count as a latency.
            Counted = "--seconds 4",
        },
        new(16, "connect", "connect --connections 10000")
        {
            Goals = [new("figures.connectsPerSecond", 25, 24), new("figures.connectsPerBrokerCpuSecond")],
            WarmUp = "--seconds 0",
            Counted = "--seconds 0",
        },
        new(17, "idle-memory", "connect")
        {
            Goals = [Goal.AtMost("figures.residentBytesPerConnection", 4, 0.7)],

            // Only a broker that held few connections before tells what one more costs.
            WarmUp = "--connections 200 --seconds 0",
            WarmUpsMax = 1,
            Counted = "--connections 10000 --seconds 1",
        },
        new(18, "retain", "retain")
        {
            Goals =
            [
                new("figures.setPerSecond", 0.8, 0.14),
                new("deliveredPerSecond", 1.4, 0.17),
                new("figures.setPerBrokerCpuSecond"),
                new("deliveredPerBrokerCpuSecond"),
            ],
            WarmUp = "--topics 10000 --subscribers 10 --seconds 0.5",
            Counted = "--topics 90000 --subscribers 10 --seconds 1",

            // Rows 18 and 19 are about memory; what the store does with the same load has rows of its own.
            PmqOptions = "--store memory",
        },
        new(19, "offline-qos1", "offline --qos 1 --pairs 50")
        {
            Goals =
            [
                new("figures.queuedPerSecond", 1.4, 0.14),
                new("figures.drainedPerSecond", 3, 0.18),
                new("figures.queuedPerBrokerCpuSecond"),
                new("figures.drainedPerBrokerCpuSecond"),
            ],
            WarmUp = "--messages 2000 --seconds 0.5",
            Counted = "--messages 10000 --seconds 1",
            PmqOptions = "--store memory",
        },
    ];

    /// <summary>
    /// What durable state costs, beside mosquitto with its database switched on. There is nothing to reach: the two promise
    /// different things at PUBACK.
    /// </summary>
    public static IReadOnlyList<Case> Durable { get; } =
    [
        new(20, "durable-offline-qos1", "offline --qos 1 --pairs 100 --window 100")
        {
            Goals =
            [
                new("figures.queuedPerSecond"),
                new("figures.drainedPerSecond"),
                new("figures.queuedPerBrokerCpuSecond"),
                new("figures.drainedPerBrokerCpuSecond"),
            ],
            WarmUp = "--messages 1000 --seconds 0.5",
            Counted = "--messages 10000 --seconds 1",
            MosquittoLines = "persistence true",
        },
        Kept(21, "clean-qos1", "p2p --pairs 50 --window 100 --qos 1"),
        Kept(21, "kept-qos1", "p2p --pairs 50 --window 100 --qos 1 --kept"),
        Kept(22, "kept-qos2", "p2p --pairs 50 --window 100 --qos 2 --kept"),
        new(23, "durable-retain", "retain")
        {
            Goals = [new("figures.setPerSecond"), new("figures.setPerBrokerCpuSecond")],
            WarmUp = "--topics 10000 --subscribers 10 --seconds 0.5",
            Counted = "--topics 90000 --subscribers 10 --seconds 1",
            MosquittoLines = "persistence true",
        },
    ];

    /// <summary>Beside mosquitto with a database, without a ratio to reach.</summary>
    private static Case Kept(int row, string name, string arguments) => new(row, name, arguments)
    {
        Goals = [new("deliveredPerBrokerCpuSecond"), new("deliveredPerSecond")],
        MosquittoLines = "persistence true",
    };

    private static Case Traffic(int row, string name, string arguments, double target, double reference) =>
        new(row, name, arguments) { Goals = [Goal.PerCpuSecond(target, reference)] };
}
