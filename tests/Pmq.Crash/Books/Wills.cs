namespace Pmq.Crash.Books;

/// <summary>The wills that have to be published, and those that were.</summary>
/// <remarks>Owner: thread-safe.</remarks>
public sealed class Wills
{
    private readonly Lock _gate = new();
    private readonly HashSet<(string ClientId, int Life)> _owed = [];
    private readonly HashSet<(string ClientId, int Life)> _published = [];

    public int OwedCount
    {
        get
        {
            lock (_gate)
            {
                return _owed.Count;
            }
        }
    }

    public int MissingCount => Faults().Count;

    /// <summary>A client is gone without a word, and its will was known for long enough.</summary>
    public void Owe(string clientId, int life)
    {
        lock (_gate)
        {
            _owed.Add((clientId, life));
        }
    }

    public void Publish(string clientId, int life)
    {
        lock (_gate)
        {
            _published.Add((clientId, life));
        }
    }

    public IReadOnlyList<string> Faults()
    {
        lock (_gate)
        {
            return
            [
                .. _owed.Except(_published)
                    .Select(will => $"the will of life {will.Life} of {will.ClientId} was never published"),
            ];
        }
    }
}
