namespace Pmq.Broker.Routing;

/// <summary>One filter of one target, as an entry of the route table and as what matches hand out.</summary>
/// <remarks>Owner: route writer; all that readers look at never changes.</remarks>
internal class Subscription : Delivery, ISlotted
{
    private Subscription? _nextOfTarget;

    public Subscription(DeliveryTarget target, in SubscriptionSpec spec, long addedAt)
        : base(target, spec.QoS, spec.RetainAsPublished, spec.SubscriptionId == 0 ? [] : [spec.SubscriptionId])
    {
        Filter = spec.Filter;
        NoLocal = spec.NoLocal;
        AddedAt = addedAt;
    }

    /// <summary>One of a group's members where there is a group.</summary>
    public static Subscription New(
        DeliveryTarget target, in SubscriptionSpec spec, SharedGroup? group, long addedAt) =>
        group is null
            ? new Subscription(target, spec, addedAt)
            : new SharedSubscription(target, spec, group, addedAt);

    /// <summary>The filter as the client sent it.</summary>
    public byte[] Filter { get; }

    /// <summary>True when the target does not want what it publishes itself.</summary>
    public bool NoLocal { get; }

    /// <summary>
    /// The generation of the table from which on it counts. Replacing it with other options keeps the number.
    /// </summary>
    public long AddedAt { get; }

    /// <summary>The next in the <see cref="SubscriptionBook"/> of the same target: one that was added before.</summary>
    public Subscription? NextOfTarget
    {
        get => Volatile.Read(ref _nextOfTarget);
        set => Volatile.Write(ref _nextOfTarget, value);
    }

    int ISlotted.Slot { get; set; }

    /// <summary>Finds subscriptions by the filter as sent.</summary>
    public readonly struct ByFilter : IKeyOf<Subscription>
    {
        public bool IsKeyOf(ReadOnlySpan<byte> key, Subscription value) => key.SequenceEqual(value.Filter);
    }
}
