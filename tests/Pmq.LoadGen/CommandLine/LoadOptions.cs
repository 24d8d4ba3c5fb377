using Pmq.LoadGen.Storm;
using Pmq.Protocol;

namespace Pmq.LoadGen.CommandLine;

/// <summary>What the command line says. What is null there depends on the scenario.</summary>
internal sealed record LoadOptions
{
    public required string Host { get; init; }

    public required IReadOnlyList<int> Ports { get; init; }

    public required QoS QoS { get; init; }

    public required ProtocolVersion Version { get; init; }

    public required int PayloadSize { get; init; }

    public required int? Window { get; init; }

    public required int? Publishers { get; init; }

    public required int? Subscribers { get; init; }

    public required double Seconds { get; init; }

    public required long? Messages { get; init; }

    public required double? TimeLimitSeconds { get; init; }

    public required IReadOnlyList<int> BrokerIds { get; init; }

    public required int PauseMicroseconds { get; init; }

    public required bool AsJson { get; init; }

    /// <summary>Keep the connections of <c>connect</c> and <c>storm</c> until standard input ends.</summary>
    public required bool Hold { get; init; }

    /// <summary>Whether the sessions of traffic outlive their connections.</summary>
    public bool Kept { get; init; }

    /// <summary>Messages a second of all publishers of <c>latency</c>.</summary>
    public int Rate { get; init; }

    /// <summary>Connections of <c>connect</c> and <c>storm</c>, sessions of <c>away</c>.</summary>
    public int Connections { get; init; }

    /// <summary>Subscribers of <c>fanout</c> that stop reading.</summary>
    public int SlowSubscribers { get; init; }

    /// <summary>What filters <c>storm</c> subscribes to.</summary>
    public FilterForm Form { get; init; }

    /// <summary>Topics of <c>wild</c> and <c>retain</c>.</summary>
    public int Topics { get; init; }

    /// <summary>Levels of the topics of <c>wild</c>.</summary>
    public int Levels { get; init; }

    /// <summary>Filters of all subscribers of <c>wild</c> or of <c>storm</c> together.</summary>
    public int Filters { get; init; }

    /// <summary>How many filters match each message of <c>wild</c>.</summary>
    public int Matches { get; init; }

    /// <summary>What the random choices of <c>wild</c> come from.</summary>
    public int Seed { get; init; }

    /// <summary>When the run is given up.</summary>
    public TimeSpan TimeLimit => TimeSpan.FromSeconds(TimeLimitSeconds ?? Seconds + 60);
}
