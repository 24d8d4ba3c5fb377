using System.Buffers;

namespace Pmq.TestKit;

/// <summary>
/// Puts bytes into a sequence of segments, as a socket's pipe does when a batch is longer than one of its own.
/// </summary>
public static class InSegments
{
    /// <summary>Segments of random lengths up to this one.</summary>
    public static ReadOnlySequence<byte> Random(byte[] bytes, Random random, int lengthMax)
    {
        var first = new Segment(ReadOnlyMemory<byte>.Empty, null);
        Segment last = first;
        for (int at = 0; at < bytes.Length;)
        {
            int length = Math.Min(random.Next(1, lengthMax + 1), bytes.Length - at);

            // An array of its own, so that who looks past the end falls off it.
            last = new Segment(bytes.AsSpan(at, length).ToArray(), last);
            at += length;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
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
