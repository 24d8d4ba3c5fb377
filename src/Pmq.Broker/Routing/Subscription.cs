namespace Pmq.Broker.Routing;

/// <summary>One filter of one target, as an entry of the route table and as what matches hand out.</summary>
/// <remarks>Owner: route writer; all that readers look at never changes.</remarks>
internal sealed class Subscription : Delivery, ISlotted
{
    private Subscription? _nextOfTarget;

    public Subscription(DeliveryTarget target, in SubscriptionSpec spec, SharedGroup? group, long addedAt)
        : base(target, spec.QoS, spec.RetainAsPublished, spec.SubscriptionId == 0 ? [] : [spec.SubscriptionId])
    {
        Filter = spec.Filter;
        NoLocal = spec.NoLocal;
        AddedAt = addedAt;
        Group = group;
    }

    /// <summary>The filter as the client sent it.</summary>
    public byte[] Filter { get; }

    /// <summary>True when the target does not want what it publishes itself.</summary>
    public bool NoLocal { get; }

    /// <summary>
    /// The generation of the table from which on it counts. Replacing it with other options keeps the number.
    /// </summary>
    public long AddedAt { get; }

    /// <inheritdoc/>
    public override SharedGroup? Group { get; }

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
        public static ReadOnlySpan<byte> KeyOf(Subscription value) => value.Filter;
    }
}
