using Pmq.Broker.Messages;

namespace Pmq.Broker.Routing;

/// <summary>
/// The member that scores highest together with a key. So members that come and go change nothing for the keys of the
/// others, and every node chooses alike.
/// </summary>
/// <remarks>Owner: thread-safe.</remarks>
internal abstract class HashPicker : SharedPicker
{
    public sealed override Subscription? Pick(in Candidates candidates, Message message)
    {
        uint key = KeyOf(message);
        Subscription? best = null;
        ulong bestScore = 0;
        for (int i = 0; i < candidates.Places; i++)
        {
            if (candidates.At(i) is { } member)
            {
                ulong score = Score(key, (uint)member.Target.NameHash);
                if (best is null || score > bestScore)
                {
                    best = member;
                    bestScore = score;
                }
            }
        }

        return best;
    }

    /// <summary>What messages of the same member have in common.</summary>
    protected abstract uint KeyOf(Message message);

    /// <summary>Mixes all bits of both: the finishing steps of MurmurHash3.</summary>
    private static ulong Score(uint key, uint member)
    {
        ulong bits = ((ulong)key << 32) | member;
        bits = (bits ^ (bits >> 33)) * 0xFF51_AFD7_ED55_8CCD;
        bits = (bits ^ (bits >> 33)) * 0xC4CE_B9FE_1A85_EC53;
        return bits ^ (bits >> 33);
    }
}
