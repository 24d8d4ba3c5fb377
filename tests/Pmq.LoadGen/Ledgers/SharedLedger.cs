namespace Pmq.LoadGen.Ledgers;

/// <summary>
/// For a subscriber that gets some of the messages, such as a member of a shared group: all members together have
/// seen a message at most once, and each sees the messages of a publisher in order.
/// </summary>
internal sealed class SharedLedger(int publishers, SeenMessages seen, bool isOrdered = true) : IDeliveryLedger
{
    private readonly long[] _last = [.. Enumerable.Repeat(-1L, publishers)];

    public long Duplicated { get; private set; }

    public long Reordered { get; private set; }

    public void Enter(int publisher, uint sequence)
    {
        if (!seen.Add(publisher, sequence))
        {
            Duplicated++;
        }
        else if (isOrdered && sequence < _last[publisher])
        {
            Reordered++;
        }

        _last[publisher] = Math.Max(_last[publisher], sequence);
    }
}
