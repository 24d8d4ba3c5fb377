using System.Globalization;

namespace Pmq.Crash;

/// <summary>What came of a run.</summary>
/// <remarks>Owner: immutable.</remarks>
public sealed record CrashReport(CrashSettings Settings)
{
    private const int FaultsShown = 40;
    private const int SaidShown = 20;

    public int Kills { get; init; }

    /// <summary>How many of the kills came before the process listened.</summary>
    public int KillsWhileStarting { get; init; }

    public int DatabaseKills { get; init; }

    /// <summary>How long brokers listened, by the first that was said.</summary>
    public TimeSpan UnderLoad { get; init; }

    public long SentQos1 { get; init; }

    public long SentQos2 { get; init; }

    /// <summary>Acknowledged while brokers were under load, not at the end.</summary>
    public long LoadQos1 { get; init; }

    /// <summary>The same at QoS 2.</summary>
    public long LoadQos2 { get; init; }

    public long AcknowledgedQos1 { get; init; }

    public long AcknowledgedQos2 { get; init; }

    public long Repeats { get; init; }

    public long SparePubcomps { get; init; }

    public long Leaves { get; init; }

    public long Delivered { get; init; }

    public long Duplicates { get; init; }

    public long RetainedReads { get; init; }

    public int Wills { get; init; }

    /// <summary>From the start of each process to the line that says it listens.</summary>
    public IReadOnlyList<TimeSpan> TimesToListen { get; init; } = [];

    /// <summary>What is wrong. None: the broker has kept what it promised.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>What the brokers printed.</summary>
    public IReadOnlyList<string> Said { get; init; } = [];

    public bool IsGood => Faults.Count == 0;

    /// <summary>The report as text.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"run           {Settings}";
        yield return Text($"kills         {Kills} of the broker ({KillsWhileStarting} of them while it started)");
        yield return Text($"              {DatabaseKills} of the database; {UnderLoad.TotalSeconds:f1} s under load");
        yield return Text($"sent          {SentQos1} at QoS 1, {SentQos2} at QoS 2");
        yield return Text($"acknowledged  {AcknowledgedQos1} at QoS 1, {AcknowledgedQos2} at QoS 2");
        yield return Text($"              {PerSecond(LoadQos1):f0} and {PerSecond(LoadQos2):f0} a second under load");
        yield return Text($"delivered     {Delivered}, and {Duplicates} again");
        yield return Text($"publishers    {Repeats} packets repeated, {SparePubcomps} PUBCOMPs to spare");
        yield return Text($"clients       {Leaves} times gone by themselves");
        yield return Text($"retained      read {RetainedReads} times");
        yield return Text($"wills         {Wills} owed");
        yield return Text($"listens after {Milliseconds(0.5):f0} ms (median), {Milliseconds(1):f0} ms (longest)");
        foreach (string line in Shown("said", Said, SaidShown).Concat(Shown("FAULT", Faults, FaultsShown)))
        {
            yield return line;
        }

        yield return IsGood ? "good: everything that was acknowledged is there" : $"BAD: {Faults.Count} faults";
    }

    private static IEnumerable<string> Shown(string name, IReadOnlyList<string> lines, int max)
    {
        foreach (string line in lines.Take(max))
        {
            yield return $"{name,-13} {line}";
        }

        if (lines.Count > max)
        {
            yield return Text($"{name,-13} and {lines.Count - max} more");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private double PerSecond(long count) => UnderLoad > TimeSpan.Zero ? count / UnderLoad.TotalSeconds : 0;

    private double Milliseconds(double part) => TimesToListen.Count == 0
        ? 0
        : TimesToListen.Order().ElementAt((int)((TimesToListen.Count - 1) * part)).TotalMilliseconds;
}
