using System.Buffers;

namespace Pmq.Benchmarks.Codec;

/// <summary>Bytes that lie in two segments, as when a packet runs over the end of a receive buffer.</summary>
internal static class TwoSegments
{
    public static ReadOnlySequence<byte> Cut(byte[] bytes, int at)
    {
        var first = new Segment(bytes.AsMemory(0, at), runningIndex: 0);
        var second = new Segment(bytes.AsMemory(at), runningIndex: at);
        first.Append(second);
        return new ReadOnlySequence<byte>(first, 0, second, second.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long runningIndex)
        {
            Memory = memory;
            RunningIndex = runningIndex;
        }

        public void Append(Segment next) => Next = next;
    }
}
