using System.Text.Unicode;

namespace Pmq.Protocol;

/// <summary>What the standard asks of every string: well-formed UTF-8, no surrogates, no U+0000.</summary>
public static class Utf8Text
{
    /// <summary>True for text that may stand in a packet, or be a payload that calls itself text.</summary>
    public static bool IsWellFormed(ByteView text)
    {
        if (text.IsContiguous)
        {
            return Utf8.IsValid(text.Span);
        }

        var run = new Utf8Run();
        foreach (ReadOnlySpan<byte> part in text.Parts)
        {
            if (!run.Accept(part))
            {
                return false;
            }
        }

        return run.AtBoundary;
    }

    /// <summary>True when U+0000 is in the text.</summary>
    public static bool HasNull(ByteView text)
    {
        foreach (ReadOnlySpan<byte> part in text.Parts)
        {
            if (part.Contains((byte)0))
            {
                return true;
            }
        }

        return false;
    }

    internal static Violation? Check(ByteView text)
    {
        // Most strings are ASCII, and one look tells it.
        if (text.IsContiguous && !text.First.ContainsAnyExceptInRange((byte)0x01, (byte)0x7F))
        {
            return null;
        }

        if (!IsWellFormed(text))
        {
            return Violations.TextIllFormed;
        }

        return HasNull(text) ? Violations.TextHasNull : null;
    }
}
