namespace Pmq.Broker.Routing;

/// <summary>Those who subscribe to one filter, where they are several or shared groups.</summary>
/// <remarks>Owner: route writer; readers go over its parts.</remarks>
internal sealed class SubscriberList(ByteSlice filter)
{
    private SlotArray<Subscription>? _single;
    private SlotArray<SharedGroup>? _groups;

    /// <summary>The filter, without the name of a group.</summary>
    public ByteSlice Filter { get; } = filter;

    /// <summary>Those who get every message.</summary>
    public SlotArray<Subscription>? Single => Volatile.Read(ref _single);

    /// <summary>The groups of which one member gets a message.</summary>
    public SlotArray<SharedGroup>? Groups => Volatile.Read(ref _groups);

    public void Add(Subscription subscription)
    {
        SlotArray<Subscription> single = _single ?? new SlotArray<Subscription>();
        single.Add(subscription);
        Volatile.Write(ref _single, single);
    }

    public void Add(SharedGroup group)
    {
        SlotArray<SharedGroup> groups = _groups ?? new SlotArray<SharedGroup>();
        groups.Add(group);
        Volatile.Write(ref _groups, groups);
    }

    public void Remove(Subscription subscription) => _single!.Remove(subscription);

    public void Remove(SharedGroup group) => _groups!.Remove(group);
}
