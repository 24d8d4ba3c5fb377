namespace Pmq.LoadGen.Clients;

/// <summary>Variable byte integers as they come from a broker that is trusted to write them well.</summary>
internal static class RemainingLength
{
    /// <summary>Reads the number at the front; returns its size, or 0 when not all of it is there.</summary>
    public static int Read(ReadOnlySpan<byte> bytes, out int value)
    {
        value = 0;
        for (int i = 0; i < bytes.Length && i < 4; i++)
        {
            value |= (bytes[i] & 0x7F) << (7 * i);
            if ((bytes[i] & 0x80) == 0)
            {
                return i + 1;
            }
        }

        return 0;
    }
}
