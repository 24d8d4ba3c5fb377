namespace Pmq.Protocol.Tests;

/// <summary>Damages packets in the ways in which senders and attackers damage them.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly byte[] Favourites =
        [0x00, 0x01, 0x7F, 0x80, 0xC0, 0xED, 0xF4, 0xFE, 0xFF, (byte)'/', (byte)'+', (byte)'#', (byte)'$'];

    public byte[] Mutate(byte[] packet)
    {
        byte[] bytes = packet;
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            bytes = MutateOnce(bytes);
        }

        return bytes;
    }

    /// <summary>Bytes that begin like a packet whose body is as long as it says.</summary>
    public byte[] Noise()
    {
        byte[] body = new byte[random.Next(100)];
        random.NextBytes(body);
        int flags = random.Next(4) switch
        {
            0 => random.Next(16),
            1 => 2,
            _ => 0,
        };
        byte header = (byte)((random.Next(1, 16) << 4) | flags);
        return [header, (byte)body.Length, .. body];
    }

    public byte[] Garbage()
    {
        byte[] bytes = new byte[random.Next(60)];
        random.NextBytes(bytes);
        return bytes;
    }

    private byte[] MutateOnce(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return [Favourite()];
        }

        int at = random.Next(bytes.Length);
        byte[] copy = [.. bytes];
        switch (random.Next(8))
        {
            case 0:
                copy[at] ^= (byte)(1 << random.Next(8));
                return copy;
            case 1:
                copy[at] = Favourite();
                return copy;
            case 2:
                copy[at]++;
                return copy;
            case 3:
                copy[at]--;
                return copy;
            case 4:
                return [.. bytes[..at], Favourite(), .. bytes[at..]];
            case 5:
                return [.. bytes[..at], .. bytes[(at + 1)..]];
            case 6:
                return bytes[..at];
            default:
                int end = random.Next(at, bytes.Length);
                return [.. bytes[..end], .. bytes[at..]];
        }
    }

    private byte Favourite() => Favourites[random.Next(Favourites.Length)];
}
