namespace Pmq.Protocol;

/// <summary>
/// Checks UTF-8 that arrives in pieces: it remembers how many continuation bytes the current character still needs
/// and which range the next of them must be in (which is how overlong forms and surrogates are refused).
/// </summary>
internal struct Utf8Run
{
    private const byte ContinuationLowest = 0x80;
    private const byte ContinuationHighest = 0xBF;

    private int _continuations;
    private byte _lowest;
    private byte _highest;

    /// <summary>True when no character is incomplete.</summary>
    public readonly bool AtBoundary => _continuations == 0;

    public bool Accept(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (!Accept(value))
            {
                return false;
            }
        }

        return true;
    }

    private bool Accept(byte value)
    {
        if (_continuations == 0)
        {
            return Begin(value);
        }

        if (value < _lowest || value > _highest)
        {
            return false;
        }

        Expect(_continuations - 1);
        return true;
    }

    private bool Begin(byte lead)
    {
        switch (lead)
        {
            case < 0x80:
                return true;
            case >= 0xC2 and <= 0xDF:
                Expect(1);
                return true;
            case >= 0xE0 and <= 0xEF:
                Expect(
                    2,
                    lead == 0xE0 ? (byte)0xA0 : ContinuationLowest,
                    lead == 0xED ? (byte)0x9F : ContinuationHighest);
                return true;
            case >= 0xF0 and <= 0xF4:
                Expect(
                    3,
                    lead == 0xF0 ? (byte)0x90 : ContinuationLowest,
                    lead == 0xF4 ? (byte)0x8F : ContinuationHighest);
                return true;
            default:
                return false;
        }
    }

    private void Expect(int continuations, byte lowest = ContinuationLowest, byte highest = ContinuationHighest)
    {
        _continuations = continuations;
        _lowest = lowest;
        _highest = highest;
    }
}
