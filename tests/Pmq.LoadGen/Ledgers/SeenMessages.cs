namespace Pmq.LoadGen.Ledgers;

/// <summary>A bit for every message that was seen.</summary>
internal sealed class SeenMessages
{
    private const int BitsPerWord = 64;

    private readonly ulong[][] _words;

    public SeenMessages(int publishers)
    {
        _words = new ulong[publishers][];
        Array.Fill(_words, []);
    }

    /// <summary>True when it was not seen before.</summary>
    public bool Add(int publisher, uint sequence)
    {
        int index = (int)(sequence / BitsPerWord);
        if (index >= _words[publisher].Length)
        {
            Array.Resize(ref _words[publisher], Math.Max(1024, index * 2));
        }

        ref ulong word = ref _words[publisher][index];
        ulong bit = 1UL << (int)(sequence % BitsPerWord);
        bool isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }
}
