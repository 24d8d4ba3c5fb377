namespace Pmq.Broker.Durability;

/// <summary>Gathers packet identifiers that come upwards into runs.</summary>
/// <remarks>Owner: whoever gathers.</remarks>
public sealed class UnreleasedRuns(long session)
{
    private readonly List<UnreleasedChange> _runs = [];

    /// <summary>The runs.</summary>
    public IReadOnlyList<UnreleasedChange> Runs => _runs;

    /// <summary>Adds an identifier, higher than those before.</summary>
    public void Add(ushort id)
    {
        if (_runs.Count > 0 && _runs[^1] is var last && last.First + last.Count == id)
        {
            _runs[^1] = last with { Count = last.Count + 1 };
        }
        else
        {
            _runs.Add(new UnreleasedChange(session, id, 1, IsReleased: false));
        }
    }
}
