using Pmq.Broker.Messages;

namespace Pmq.Broker.Routing;

/// <summary>
/// The member that has the least under way. What lies before its turn counts too, or a whole batch went to one. Of
/// equals the next after the one picked last gets it.
/// </summary>
/// <remarks>Owner: thread-safe.</remarks>
internal sealed class LeastInflightPicker : SharedPicker
{
    private int _cursor;

    public override bool LooksAtLoad => true;

    public override Subscription? Pick(in Candidates candidates, Message message)
    {
        int places = candidates.Places;
        int cursor = Volatile.Read(ref _cursor);
        int place = cursor < places ? cursor : 0;
        int bestPlace = 0;
        int least = int.MaxValue;
        Subscription? best = null;
        for (int i = 0; i < places; i++)
        {
            if (candidates.At(place) is { } member)
            {
                int load = member.Target.InflightCount + member.Target.Backlog;
                if (best is null || load < least)
                {
                    best = member;
                    bestPlace = place;
                    least = load;
                }
            }

            place = place + 1 < places ? place + 1 : 0;
        }

        // Where two publishers pick at once, either cursor is as good as the other.
        Volatile.Write(ref _cursor, bestPlace + 1);
        return best;
    }
}
