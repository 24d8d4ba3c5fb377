using Pmq.LoadGen.Clients;

namespace Pmq.LoadGen.Traffic;

/// <summary>Who sends what, and who is to get it.</summary>
internal sealed record TrafficPlan
{
    public required int Window { get; init; }

    /// <summary>The messages of each publisher.</summary>
    public required IReadOnlyList<IReadOnlyList<PublishTemplate>> Publishers { get; init; }

    public required IReadOnlyList<SubscriberPlan> Subscribers { get; init; }

    /// <summary>Filters of those who subscribe and then stop reading; nothing is expected of them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> SlowSubscribers { get; init; } = [];

    /// <summary>Messages a second of all publishers; 0 for as many as there is room for.</summary>
    public int Rate { get; init; }

    /// <summary>What the report says besides.</summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();
}
