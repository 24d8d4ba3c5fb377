using Pmq.Broker.Messages;
using Pmq.Broker.Turns;

namespace Pmq.Broker.Routing;

/// <summary>Any member, each as likely as another.</summary>
/// <remarks>Owner: thread-safe.</remarks>
internal sealed class RandomPicker(IRandomSource random) : SharedPicker
{
    // Most places qualify, so a few tries nearly always suffice; only then are the candidates counted.
    private const int TriesMax = 8;

    public override Subscription? Pick(in Candidates candidates, Message message)
    {
        for (int i = 0; i < TriesMax; i++)
        {
            if (candidates.At(Below(candidates.Places)) is { } member)
            {
                return member;
            }
        }

        return PickCounted(candidates);
    }

    private Subscription? PickCounted(in Candidates candidates)
    {
        // Of those seen so far each is kept with the same chance, whatever changes during the count.
        Subscription? kept = null;
        int seen = 0;
        for (int i = 0; i < candidates.Places; i++)
        {
            if (candidates.At(i) is { } member)
            {
                seen++;
                if (Below(seen) == 0)
                {
                    kept = member;
                }
            }
        }

        return kept;
    }

    private int Below(int limit) => (int)(((ulong)random.Next() * (uint)limit) >> 32);
}
