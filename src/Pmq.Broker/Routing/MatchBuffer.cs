namespace Pmq.Broker.Routing;

/// <summary>What a match has found so far, before it is made a result.</summary>
/// <remarks>Owner: read loop.</remarks>
internal sealed class MatchBuffer
{
    // Above this, a buffer that one large match has grown is given back after it.
    private const int KeptMax = 4096;

    private Subscription[] _subscriptions = [];
    private SharedGroup[] _groups = [];
    private int _count;
    private int _groupCount;
    private long _generation;
    private DeliveryTarget? _publisher;

    /// <summary>The levels of the topic.</summary>
    public SplitTopic Levels { get; } = new();

    /// <summary>How many filters matched. One target is found twice only if there were several.</summary>
    public int FilterCount { get; private set; }

    /// <summary>True when a subscription matched, or would have, that its own target's messages do not reach.</summary>
    public bool DependsOnPublisher { get; private set; }

    public ReadOnlySpan<Subscription> Subscriptions => _subscriptions.AsSpan(0, _count);

    public ReadOnlySpan<SharedGroup> Groups => _groups.AsSpan(0, _groupCount);

    /// <summary>Begins a match.</summary>
    /// <param name="generation">The table's generation before: younger subscriptions don't count yet.</param>
    /// <param name="publisher">Whose own subscriptions without local messages don't match.</param>
    public void Begin(long generation, DeliveryTarget? publisher)
    {
        _generation = generation;
        _publisher = publisher;
    }

    /// <summary>Takes what stands at a filter that matches.</summary>
    public void Take(object here)
    {
        FilterCount++;
        if (here is not SubscriberList list)
        {
            Take((Subscription)here);
            return;
        }

        if (list.Single is { Count: > 0 } single)
        {
            TakeAll(single);
        }

        if (list.Groups is { Count: > 0 } groups)
        {
            TakeAll(groups);
        }
    }

    /// <summary>Lets go of what was found.</summary>
    public void End()
    {
        _subscriptions.AsSpan(0, _count).Clear();
        _groups.AsSpan(0, _groupCount).Clear();
        if (_subscriptions.Length > KeptMax)
        {
            _subscriptions = [];
        }

        if (_groups.Length > KeptMax)
        {
            _groups = [];
        }

        _count = 0;
        _groupCount = 0;
        FilterCount = 0;
        DependsOnPublisher = false;
        _publisher = null;
    }

    private void TakeAll(SlotArray<Subscription> subscriptions)
    {
        foreach (Subscription? subscription in subscriptions.Slots)
        {
            if (subscription is not null)
            {
                Take(subscription);
            }
        }
    }

    private void TakeAll(SlotArray<SharedGroup> groups)
    {
        foreach (SharedGroup? group in groups.Slots)
        {
            if (group is not null)
            {
                if (_groupCount == _groups.Length)
                {
                    Array.Resize(ref _groups, Math.Max(4, _groupCount * 2));
                }

                _groups[_groupCount++] = group;
            }
        }
    }

    private void Take(Subscription subscription)
    {
        if (subscription.AddedAt > _generation)
        {
            return;
        }

        if (subscription.NoLocal)
        {
            DependsOnPublisher = true;
            if (ReferenceEquals(subscription.Target, _publisher))
            {
                return;
            }
        }

        if (_count == _subscriptions.Length)
        {
            Array.Resize(ref _subscriptions, Math.Max(4, _count * 2));
        }

        _subscriptions[_count++] = subscription;
    }
}
