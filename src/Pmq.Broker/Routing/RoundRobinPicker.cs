using Pmq.Broker.Messages;

namespace Pmq.Broker.Routing;

/// <summary>
/// One after the other. The cursor stands behind the member picked last, not behind the place looked at first: so a
/// member after gaps does not get their share.
/// </summary>
/// <remarks>Owner: thread-safe.</remarks>
internal sealed class RoundRobinPicker : SharedPicker
{
    private int _cursor;

    public override Subscription? Pick(in Candidates candidates, Message message)
    {
        while (true)
        {
            int cursor = Volatile.Read(ref _cursor);
            int place = Next(candidates, cursor, out Subscription? member);
            if (member is null || Interlocked.CompareExchange(ref _cursor, place + 1, cursor) == cursor)
            {
                return member;
            }
        }
    }

    private static int Next(in Candidates candidates, int cursor, out Subscription? member)
    {
        int places = candidates.Places;
        int place = cursor < places ? cursor : 0;
        for (int i = 0; i < places; i++)
        {
            member = candidates.At(place);
            if (member is not null)
            {
                return place;
            }

            place = place + 1 < places ? place + 1 : 0;
        }

        member = null;
        return 0;
    }
}
