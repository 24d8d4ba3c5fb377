namespace Pmq.Broker.Routing;

/// <summary>
/// What stands at a filter: nothing, the one subscription itself, or a <see cref="SubscriberList"/>. A filter with one
/// subscriber needs no list, and most have one. Each method returns what is to stand there afterwards.
/// </summary>
internal static class Subscribers
{
    /// <summary>The filter that something stands at, without the name of a group.</summary>
    public static ReadOnlySpan<byte> FilterOf(object here) =>
        here is SubscriberList list ? list.Filter.Span : ((Subscription)here).Filter;

    public static object With(object? here, Subscription subscription, ByteSlice filter)
    {
        if (here is null)
        {
            return subscription;
        }

        SubscriberList list = ListOf(here, filter);
        list.Add(subscription);
        return list;
    }

    public static object With(object? here, SharedGroup group, ByteSlice filter)
    {
        SubscriberList list = ListOf(here, filter);
        list.Add(group);
        return list;
    }

    public static object Replace(object here, Subscription old, Subscription subscription)
    {
        if (here is not SubscriberList list)
        {
            return subscription;
        }

        list.Single!.Replace(old, subscription);
        return list;
    }

    public static object? Without(object here, Subscription subscription)
    {
        if (here is not SubscriberList list)
        {
            return null;
        }

        list.Remove(subscription);
        return Simplest(list);
    }

    public static object? Without(object here, SharedGroup group)
    {
        var list = (SubscriberList)here;
        list.Remove(group);
        return Simplest(list);
    }

    private static SubscriberList ListOf(object? here, ByteSlice filter)
    {
        if (here is SubscriberList list)
        {
            return list;
        }

        list = new SubscriberList(filter);
        if (here is Subscription only)
        {
            list.Add(only);
        }

        return list;
    }

    private static object? Simplest(SubscriberList list)
    {
        if (list.Groups is { Count: > 0 })
        {
            return list;
        }

        return list.Single?.Count switch
        {
            null or 0 => null,
            1 => list.Single.First(),
            _ => list,
        };
    }

    /// <summary>Finds what stands at a filter by the filter.</summary>
    public readonly struct ByFilter : IKeyOf<object>
    {
        public bool IsKeyOf(ReadOnlySpan<byte> key, object value) => key.SequenceEqual(FilterOf(value));
    }
}
