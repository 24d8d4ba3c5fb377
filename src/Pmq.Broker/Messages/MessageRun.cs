namespace Pmq.Broker.Messages;

/// <summary>
/// Messages of one block for one target: all of them, or those that a shared group picked for it. It also is the place
/// up to which they were taken.
/// </summary>
/// <remarks>Owner: immutable but for the place, which is the turn's that takes them.</remarks>
internal struct MessageRun
{
    private readonly int[]? _offsets;
    private int _next;

    /// <summary>All messages of a block.</summary>
    public MessageRun(MessageBlock block)
    {
        Block = block;
        Count = block.Count;
    }

    /// <summary>One message of a block.</summary>
    public MessageRun(Message message)
    {
        Block = message.Block;
        _next = message.At;
        Count = 1;
    }

    /// <summary>Some messages of a block.</summary>
    public MessageRun(PickedMessages picked)
    {
        Block = picked.Block;
        _offsets = picked.Offsets;
        Count = picked.Offsets.Length;
    }

    public MessageBlock Block { get; }

    /// <summary>How many are left.</summary>
    public int Count { get; private set; }

    /// <summary>True when they follow each other in the block, so that they can be copied in one go.</summary>
    public readonly bool IsContiguous => _offsets is null;

    /// <summary>The packets of all that are left of a contiguous run.</summary>
    public readonly ReadOnlySpan<byte> Rest => Block.Bytes[_next..];

    /// <summary>Takes the next message; there is one.</summary>
    public Message Take()
    {
        Message message = Block.At(_offsets is null ? _next : _offsets[_next]);
        _next += _offsets is null ? message.Length : 1;
        Count--;
        return message;
    }

    /// <summary>
    /// How many messages of a contiguous run to take until so many bytes are full, at least one, and how long they are.
    /// </summary>
    public readonly int CountWithin(int bytesMax, int countMax, out int bytes)
    {
        bytes = Block.Bytes.Length - _next;
        if (Count <= countMax && bytes <= bytesMax)
        {
            return Count;
        }

        int count = 0;
        bytes = 0;
        while (count < Math.Min(Count, countMax) && (count == 0 || bytes < bytesMax))
        {
            bytes += PacketLength.Of(Block.Bytes[(_next + bytes)..]);
            count++;
        }

        return count;
    }

    /// <summary>The first so many of those that are left.</summary>
    public readonly MessageRun Limited(int count)
    {
        MessageRun limited = this;
        limited.Count = count;
        return limited;
    }

    /// <summary>Takes so many messages of a contiguous run, which lie in so many bytes.</summary>
    public void Skip(int count, int bytes)
    {
        _next += bytes;
        Count -= count;
    }
}
