namespace Pmq.Broker.Routing;

/// <summary>Who gets the messages of a topic, as long as no filter that matches it changes.</summary>
/// <remarks>Owner: the matcher's thread; nobody writes to the arrays.</remarks>
internal sealed class MatchResult(Delivery[] deliveries, SharedGroup[] groups, long generation)
{
    // Looked for when it is first asked for; deliveries do not change.
    private bool? _hasKeeper;

    /// <summary>Nobody, matched with no table.</summary>
    public static MatchResult Empty { get; } = new([], [], 0);

    /// <summary>Those who get every message.</summary>
    public Delivery[] Deliveries { get; } = deliveries;

    /// <summary>The groups of which one member gets each message.</summary>
    public SharedGroup[] Groups { get; } = groups;

    /// <summary>
    /// The latest generation of the table that it is known to hold for. It moves on when the matcher hands the result out
    /// again: ask for it before the next match.
    /// </summary>
    public long Generation { get; private set; } = generation;

    /// <summary>True when another publisher of the topic may reach others.</summary>
    public bool DependsOnPublisher { get; init; }

    /// <summary>True when one of those who get every message keeps what it gets through a crash.</summary>
    public bool HasKeeper => _hasKeeper ??= FindKeeper();

    /// <summary>True when nobody gets them.</summary>
    public bool IsEmpty => Deliveries.Length == 0 && Groups.Length == 0;

    /// <summary>How many references it holds.</summary>
    public int Weight => Deliveries.Length + Groups.Length;

    /// <summary>Notes that nothing has changed for it up to this generation.</summary>
    public void HoldsFor(long generation) => Generation = generation;

    private bool FindKeeper()
    {
        foreach (Delivery delivery in Deliveries)
        {
            if (delivery.Keeps)
            {
                return true;
            }
        }

        return false;
    }
}
