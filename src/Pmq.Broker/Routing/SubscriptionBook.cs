namespace Pmq.Broker.Routing;

/// <summary>
/// The subscriptions of one target by the filter as sent. Most targets have a few, which hang on each other and need
/// nothing else; a bridge with a hundred thousand gets a table, hashed with the route table's seed.
/// </summary>
/// <remarks>
/// Owner: route writer; <see cref="Count"/> and <see cref="Snapshot"/> are for any thread. A struct, because it is a part of
/// its <see cref="DeliveryTarget"/>; it must not be copied.
/// </remarks>
internal struct SubscriptionBook
{
    private const int ListedMax = 8;

    private Subscription? _first;
    private ByteMap<Subscription, Subscription.ByFilter>? _table;
    private int _count;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>What is there at some moment during the call.</summary>
    public Subscription[] Snapshot()
    {
        var found = new List<Subscription>(Count);
        Subscription? listed = Volatile.Read(ref _first);
        if (Volatile.Read(ref _table) is { } table)
        {
            foreach (Subscription subscription in table)
            {
                found.Add(subscription);
            }
        }
        else
        {
            for (; listed is not null; listed = listed.NextOfTarget)
            {
                found.Add(listed);
            }
        }

        return [.. found];
    }

    internal Subscription? Find(ReadOnlySpan<byte> filter, ulong seed)
    {
        if (_table is not null)
        {
            return _table.Find(filter, TopicHash.Of(filter, seed));
        }

        Subscription? listed = _first;
        while (listed is not null && !filter.SequenceEqual(listed.Filter))
        {
            listed = listed.NextOfTarget;
        }

        return listed;
    }

    internal void Add(Subscription subscription, ulong seed)
    {
        if (_table is null && _count == ListedMax)
        {
            MoveToTable(seed);
        }

        if (_table is not null)
        {
            _table.Add(subscription, TopicHash.Of(subscription.Filter, seed));
        }
        else
        {
            subscription.NextOfTarget = _first;
            Volatile.Write(ref _first, subscription);
        }

        Volatile.Write(ref _count, _count + 1);
    }

    internal void Replace(Subscription old, Subscription subscription, ulong seed)
    {
        if (_table is not null)
        {
            _table.Replace(old, subscription, TopicHash.Of(old.Filter, seed));
            return;
        }

        subscription.NextOfTarget = old.NextOfTarget;
        Relink(old, subscription);
    }

    internal void Remove(Subscription subscription, ulong seed)
    {
        Volatile.Write(ref _count, _count - 1);
        if (_table is null)
        {
            Relink(subscription, subscription.NextOfTarget);
            return;
        }

        _table.Remove(subscription, TopicHash.Of(subscription.Filter, seed));
        if (_count == 0)
        {
            Volatile.Write(ref _table, null);
        }
    }

    /// <summary>Forgets all.</summary>
    internal void Clear()
    {
        Volatile.Write(ref _first, null);
        Volatile.Write(ref _table, null);
        Volatile.Write(ref _count, 0);
    }

    private void Relink(Subscription old, Subscription? next)
    {
        if (ReferenceEquals(_first, old))
        {
            Volatile.Write(ref _first, next);
            return;
        }

        Subscription previous = _first!;
        while (!ReferenceEquals(previous.NextOfTarget, old))
        {
            previous = previous.NextOfTarget!;
        }

        previous.NextOfTarget = next;
    }

    private void MoveToTable(ulong seed)
    {
        var table = new ByteMap<Subscription, Subscription.ByFilter>();
        for (Subscription? listed = _first; listed is not null; listed = listed.NextOfTarget)
        {
            table.Add(listed, TopicHash.Of(listed.Filter, seed));
        }

        Volatile.Write(ref _table, table);
        Volatile.Write(ref _first, null);
    }
}
