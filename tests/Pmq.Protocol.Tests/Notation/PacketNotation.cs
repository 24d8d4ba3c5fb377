using System.Globalization;
using System.Text;

namespace Pmq.Protocol.Tests;

/// <summary>
/// How the tests write bytes down: <c>0A</c> hexadecimal; <c>|ab|</c> the bytes of a text; <c>'ab'</c> a string with
/// its two-byte length; <c>[0A]</c> the same for any bytes; <c>(0A)</c> with a variable length before them, as bodies
/// and properties have it; <c>*3</c> the last item three times in all. Blanks mean nothing.
/// </summary>
internal sealed class PacketNotation
{
    private readonly string _text;
    private int _position;

    private PacketNotation(string text) => _text = text;

    public static byte[] Parse(string text)
    {
        var notation = new PacketNotation(text);
        byte[] bytes = notation.ReadItems();
        return notation._position == text.Length
            ? bytes
            : throw new FormatException($"Unexpected '{text[notation._position]}' at {notation._position} in {text}");
    }

    private byte[] ReadItems()
    {
        var bytes = new List<byte>();
        byte[] last = [];
        while (_position < _text.Length && _text[_position] is not (')' or ']'))
        {
            char first = _text[_position];
            if (first == ' ')
            {
                _position++;
            }
            else if (first == '*')
            {
                _position++;
                int times = ReadNumber();
                bytes.AddRange(Enumerable.Repeat(last, times - 1).SelectMany(item => item));
            }
            else
            {
                last = ReadItem(first);
                bytes.AddRange(last);
            }
        }

        return [.. bytes];
    }

    private byte[] ReadItem(char first)
    {
        switch (first)
        {
            case '|':
                return ReadQuoted('|');
            case '\'':
                return WithLength(ReadQuoted('\''));
            case '[':
                return WithLength(ReadNested(']'));
            case '(':
                byte[] body = ReadNested(')');
                return [.. VariableLength(body.Length), .. body];
            default:
                _position += 2;
                ReadOnlySpan<char> digits = _text.AsSpan(_position - 2, 2);
                return [byte.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture)];
        }
    }

    private byte[] ReadQuoted(char quote)
    {
        int start = _position + 1;
        int end = _text.IndexOf(quote, start);
        _position = end + 1;
        return Encoding.UTF8.GetBytes(_text[start..end]);
    }

    private byte[] ReadNested(char end)
    {
        _position++;
        byte[] inner = ReadItems();
        return _position < _text.Length && _text[_position++] == end
            ? inner
            : throw new FormatException($"A group without its {end} in {_text}");
    }

    private int ReadNumber()
    {
        int start = _position;
        while (_position < _text.Length && char.IsAsciiDigit(_text[_position]))
        {
            _position++;
        }

        return int.Parse(_text.AsSpan(start, _position - start), CultureInfo.InvariantCulture);
    }

    private static byte[] WithLength(byte[] bytes) => [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];

    // Written apart from the encoder under test.
    private static IEnumerable<byte> VariableLength(int value)
    {
        for (; value > 0x7F; value /= 0x80)
        {
            yield return (byte)(0x80 + (value % 0x80));
        }

        yield return (byte)value;
    }
}
