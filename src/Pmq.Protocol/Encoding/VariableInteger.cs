namespace Pmq.Protocol;

/// <summary>Variable byte integers: seven bits a byte, the lowest first.</summary>
public static class VariableInteger
{
    /// <summary>The largest value that four bytes can say.</summary>
    public const uint MaxValue = 268_435_455;

    /// <summary>How many bytes the value takes.</summary>
    public static int SizeOf(uint value) => value switch
    {
        < 1 << 7 => 1,
        < 1 << 14 => 2,
        < 1 << 21 => 3,
        <= MaxValue => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, $"At most {MaxValue} fits."),
    };

    /// <summary>Writes the value in the fewest bytes and returns how many.</summary>
    public static int Write(Span<byte> destination, uint value)
    {
        int size = SizeOf(value);
        for (int i = 0; i < size - 1; i++)
        {
            destination[i] = (byte)(value | 0x80);
            value >>= 7;
        }

        destination[size - 1] = (byte)value;
        return size;
    }
}
