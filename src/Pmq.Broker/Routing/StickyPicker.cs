using Pmq.Broker.Messages;

namespace Pmq.Broker.Routing;

/// <summary>The same member as before as long as it qualifies, then the next one.</summary>
/// <remarks>Owner: thread-safe.</remarks>
internal sealed class StickyPicker : SharedPicker
{
    private readonly RoundRobinPicker _next = new();
    private DeliveryTarget? _current;

    public override Subscription? Pick(in Candidates candidates, Message message)
    {
        while (true)
        {
            DeliveryTarget? current = Volatile.Read(ref _current);
            if (current is not null && Find(candidates, current) is { } same)
            {
                return same;
            }

            Subscription? next = _next.Pick(candidates, message);
            if (next is null || Interlocked.CompareExchange(ref _current, next.Target, current) == current)
            {
                return next;
            }
        }
    }

    private static Subscription? Find(in Candidates candidates, DeliveryTarget target)
    {
        for (int i = 0; i < candidates.Places; i++)
        {
            if (candidates.At(i) is { } member && ReferenceEquals(member.Target, target))
            {
                return member;
            }
        }

        return null;
    }
}
