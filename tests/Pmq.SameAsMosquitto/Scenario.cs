namespace Pmq.SameAsMosquitto;

/// <summary>Invocations of the mosquitto clients that mean the same to every broker.</summary>
/// <param name="Name">What it shows, in a few words.</param>
/// <param name="Play">What is invoked, in which order.</param>
public sealed record Scenario(string Name, Func<Stage, Task> Play)
{
    /// <summary>How PMQ differs on purpose; null when it must not.</summary>
    public ExpectedDifference? Expected { get; init; }

    /// <summary>
    /// Whether the packets are compared that the clients say they send and receive, besides what they print. It takes a
    /// scenario in which their order is the same every time.
    /// </summary>
    public bool ComparesPackets { get; init; } = true;

    public override string ToString() => Name;
}
