namespace Pmq.Broker.Routing;

/// <summary>Who gets the messages of a topic, as long as the table does not change.</summary>
/// <remarks>Owner: immutable; nobody writes to the arrays.</remarks>
internal sealed class MatchResult(Delivery[] deliveries, SharedGroup[] groups, long generation)
{
    /// <summary>Nobody, matched with no table.</summary>
    public static MatchResult Empty { get; } = new([], [], 0);

    /// <summary>Those who get every message.</summary>
    public Delivery[] Deliveries { get; } = deliveries;

    /// <summary>The groups of which one member gets each message.</summary>
    public SharedGroup[] Groups { get; } = groups;

    /// <summary>The table's generation that it holds for.</summary>
    public long Generation { get; } = generation;

    /// <summary>True when nobody gets them.</summary>
    public bool IsEmpty => Deliveries.Length == 0 && Groups.Length == 0;

    /// <summary>How many references it holds.</summary>
    public int Weight => Deliveries.Length + Groups.Length;
}
