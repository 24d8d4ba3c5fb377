using System.Globalization;
using System.Text;

namespace Pmq.Broker.Authentication;

/// <summary>
/// Brings user names and passwords into the form that both sides compute with (SASLprep, RFC 4013). Done are: spaces
/// other than U+0020 become U+0020, invisible characters of table B.1 vanish, the text is normalised to NFKC, and
/// controls, private use, surrogates, noncharacters and other characters of the tables C.2 to C.9 are refused. Not
/// done are the checks for right-to-left text and for characters without an assignment in Unicode 3.2.
/// </summary>
/// <remarks>
/// With invariant globalization, which the program pmq runs in, .NET has no tables for NFKC and leaves the text as it
/// is: names and passwords must then be given in NFKC already. Keyboards give most text so; ligatures, full-width
/// letters, roman numerals as one character and accents as characters of their own are not.
/// </remarks>
public static class SaslPreparation
{
    private const int ReplacementCharacter = 0xFFFD;
    private const int ObjectReplacementCharacter = 0xFFFC;

    /// <summary>False when a character is not allowed, or nothing is left.</summary>
    public static bool TryPrepare(string text, out string prepared)
    {
        ArgumentNullException.ThrowIfNull(text);
        prepared = text;
        if (Ascii.IsValid(text))
        {
            return text.Length > 0 && !HasAsciiControl(text);
        }

        var mapped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                return false;
            }

            i += rune.Utf16SequenceLength;
            if (IsSpace(rune))
            {
                mapped.Append(' ');
            }
            else if (!IsMappedToNothing(rune.Value))
            {
                if (IsProhibited(rune))
                {
                    return false;
                }

                mapped.Append(rune);
            }
        }

        prepared = mapped.ToString().Normalize(NormalizationForm.FormKC);
        return prepared.Length > 0;
    }

    private static bool HasAsciiControl(string text) => text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>Table C.1.2; U+200B was a space when the table was made.</summary>
    private static bool IsSpace(Rune rune) =>
        rune.Value == 0x200B || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator;

    /// <summary>Table B.1.</summary>
    private static bool IsMappedToNothing(int value) => value is
        0x00AD or 0x034F or 0x1806 or (>= 0x180B and <= 0x180D) or 0x200C or 0x200D or 0x2060
        or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF;

    /// <summary>
    /// Tables C.2 to C.9, by category where a table is one. U+0340 and U+0341 are in C.8, but NFKC replaces them.
    /// </summary>
    private static bool IsProhibited(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            _ => IsNoncharacter(rune.Value)
                || rune.Value is ReplacementCharacter or ObjectReplacementCharacter or (>= 0x2FF0 and <= 0x2FFB),
        };

    private static bool IsNoncharacter(int value) =>
        value is >= 0xFDD0 and <= 0xFDEF || (value & 0xFFFE) == 0xFFFE;
}
