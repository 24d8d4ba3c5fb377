using System.Buffers;

namespace Pmq.Protocol.Tests;

/// <summary>
/// Puts bytes into sequences of many segments. Every segment lies between poison, so that a look past its edge shows
/// in the answer.
/// </summary>
internal static class Segments
{
    private const byte Poison = 0xEE;
    private const int PoisonLength = 8;

    /// <summary>Two segments.</summary>
    public static ReadOnlySequence<byte> CutAt(byte[] bytes, int position) =>
        Of([bytes[..position], bytes[position..]]);

    /// <summary>One byte in each segment.</summary>
    public static ReadOnlySequence<byte> Single(byte[] bytes) => Of(bytes.Chunk(1));

    /// <summary>One byte in each segment, with empty segments around and between them.</summary>
    public static ReadOnlySequence<byte> SingleWithGaps(byte[] bytes) =>
        Of(bytes.Chunk(1).SelectMany(chunk => (byte[][])[[], chunk, [], []]).Prepend([]));

    /// <summary>Segments of random lengths, some of them empty.</summary>
    public static ReadOnlySequence<byte> Random(byte[] bytes, Random random)
    {
        var parts = new List<byte[]>();
        for (int start = 0; start < bytes.Length;)
        {
            int length = Math.Min(random.Next(0, 12), bytes.Length - start);
            parts.Add(bytes[start..(start + length)]);
            start += length;
        }

        return Of(parts);
    }

    public static ReadOnlySequence<byte> Of(IEnumerable<byte[]> parts)
    {
        Segment? first = null;
        Segment? last = null;
        foreach (byte[] part in parts)
        {
            last = new Segment(Poisoned(part), last);
            first ??= last;
        }

        return first is null || last is null
            ? ReadOnlySequence<byte>.Empty
            : new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private static ReadOnlyMemory<byte> Poisoned(byte[] part)
    {
        byte[] whole = new byte[part.Length + (2 * PoisonLength)];
        Array.Fill(whole, Poison);
        part.CopyTo(whole, PoisonLength);
        return whole.AsMemory(PoisonLength, part.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is not null)
            {
                RunningIndex = previous.RunningIndex + previous.Memory.Length;
                previous.Next = this;
            }
        }
    }
}
