using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Pmq.Broker.Authentication;

/// <summary>
/// A user name as SCRAM writes it: a comma is <c>=2C</c> and an equals sign <c>=3D</c>, and there is no other escape.
/// </summary>
internal static class ScramName
{
    private const int EscapeLength = 3;

    /// <summary>False when the name is empty or an equals sign begins no escape.</summary>
    public static bool TryRead(ReadOnlySpan<byte> written, [NotNullWhen(true)] out string? name)
    {
        name = null;
        byte[] bytes = new byte[written.Length];
        int length = 0;
        for (int i = 0; i < written.Length; length++)
        {
            if (written[i] != '=')
            {
                bytes[length] = written[i++];
            }
            else if (TryReadEscape(written[i..], out bytes[length]))
            {
                i += EscapeLength;
            }
            else
            {
                return false;
            }
        }

        name = Encoding.UTF8.GetString(bytes.AsSpan(0, length));
        return length > 0;
    }

    private static bool TryReadEscape(ReadOnlySpan<byte> text, out byte value)
    {
        if (text.StartsWith("=2C"u8))
        {
            value = (byte)',';
            return true;
        }

        value = (byte)'=';
        return text.StartsWith("=3D"u8);
    }
}
