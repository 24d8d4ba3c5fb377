using System.Numerics;
using System.Runtime.CompilerServices;
using Pmq.Protocol;

namespace Pmq.Broker.Routing;

/// <summary>
/// Merges the subscriptions of each target to one delivery. The order is that of the first subscription of each.
/// </summary>
/// <remarks>Owner: read loop.</remarks>
internal sealed class DeliveryMerger
{
    // Above this, arrays that one large match has grown are given back after it.
    private const int KeptMax = 4096;
    private const int None = -1;

    // By subscription: the next one of the same target, and (for the first of a target) the last one.
    private int[] _next = [];
    private int[] _last = [];

    // The first subscription of a target by the hash of the target, plus one; as many places as the match needs.
    private int[] _firsts = [];
    private int _mask;

    public Delivery[] Merge(ReadOnlySpan<Subscription> subscriptions)
    {
        Reserve(subscriptions.Length);
        int targets = 0;
        for (int i = 0; i < subscriptions.Length; i++)
        {
            _next[i] = None;
            _last[i] = None;
            int first = FirstOf(subscriptions, i);
            if (first != i)
            {
                _next[_last[first]] = i;
            }
            else
            {
                targets++;
            }

            _last[first] = i;
        }

        // A span, because storing in an array of a base class checks the type each time.
        var result = new Delivery[targets];
        Span<Delivery> deliveries = result;
        int count = 0;
        for (int i = 0; i < subscriptions.Length; i++)
        {
            // Only the first of a target knows a last one.
            if (_last[i] != None)
            {
                deliveries[count++] = _next[i] == None ? subscriptions[i] : MergeFrom(subscriptions, i);
            }
        }

        Release();
        return result;
    }

    /// <summary>The first subscription of the same target as the one at the index, which may be that one.</summary>
    private int FirstOf(ReadOnlySpan<Subscription> subscriptions, int index)
    {
        DeliveryTarget target = subscriptions[index].Target;
        int place = RuntimeHelpers.GetHashCode(target) & _mask;
        while (_firsts[place] != 0)
        {
            int first = _firsts[place] - 1;
            if (ReferenceEquals(subscriptions[first].Target, target))
            {
                return first;
            }

            place = (place + 1) & _mask;
        }

        _firsts[place] = index + 1;
        return index;
    }

    private Delivery MergeFrom(ReadOnlySpan<Subscription> subscriptions, int first)
    {
        QoS qos = QoS.AtMostOnce;
        bool retainAsPublished = false;
        int ids = 0;
        for (int i = first; i != None; i = _next[i])
        {
            Subscription subscription = subscriptions[i];
            qos = subscription.QoS > qos ? subscription.QoS : qos;
            retainAsPublished |= subscription.RetainAsPublished;
            ids += subscription.SubscriptionIds.Length;
        }

        return new Delivery(subscriptions[first].Target, qos, retainAsPublished, Ids(subscriptions, first, ids))
        {
            Life = subscriptions[first].Life,
        };
    }

    private uint[] Ids(ReadOnlySpan<Subscription> subscriptions, int first, int count)
    {
        if (count == 0)
        {
            return [];
        }

        uint[] ids = new uint[count];
        int filled = 0;
        for (int i = first; i != None; i = _next[i])
        {
            uint[] own = subscriptions[i].SubscriptionIds;
            own.CopyTo(ids, filled);
            filled += own.Length;
        }

        return ids;
    }

    private void Reserve(int count)
    {
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)count);
        if (_next.Length < capacity)
        {
            _next = new int[capacity];
            _last = new int[capacity];
            _firsts = new int[capacity * 2];
        }
        else
        {
            _firsts.AsSpan(0, capacity * 2).Clear();
        }

        _mask = (capacity * 2) - 1;
    }

    private void Release()
    {
        if (_next.Length > KeptMax)
        {
            _next = [];
            _last = [];
            _firsts = [];
        }
    }
}
