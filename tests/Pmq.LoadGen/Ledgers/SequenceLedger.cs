namespace Pmq.LoadGen.Ledgers;

/// <summary>For a subscriber that should get every message of every publisher: what is missing is remembered.</summary>
internal sealed class SequenceLedger(int publishers) : IDeliveryLedger
{
    // Beyond this many gaps a late message counts as a duplicate; such a run is lost anyway.
    private const int MissingMax = 4_000_000;

    private readonly uint[] _next = new uint[publishers];
    private readonly HashSet<ulong> _missing = [];

    public long Duplicated { get; private set; }

    public long Reordered { get; private set; }

    public void Enter(int publisher, uint sequence)
    {
        uint next = _next[publisher];
        if (sequence == next)
        {
            _next[publisher] = next + 1;
            return;
        }

        if (sequence > next)
        {
            for (uint missing = next; missing < sequence && _missing.Count < MissingMax; missing++)
            {
                _missing.Add(Key(publisher, missing));
            }

            _next[publisher] = sequence + 1;
        }
        else if (_missing.Remove(Key(publisher, sequence)))
        {
            Reordered++;
        }
        else
        {
            Duplicated++;
        }
    }

    private static ulong Key(int publisher, uint sequence) => ((ulong)publisher << 32) | sequence;
}
