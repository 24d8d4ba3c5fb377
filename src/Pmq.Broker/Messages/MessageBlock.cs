using Pmq.Broker.Durability;

namespace Pmq.Broker.Messages;

/// <summary>
/// Messages that one client sent one after the other to one topic, in one array: whole PUBLISH packets without DUP, as
/// they came. So a batch is one copy on the way in, and on the way out to every subscriber who gets the same form;
/// the others take topic, properties and payload from where they lie. A message alone is a block of one.
/// </summary>
/// <remarks>Owner: immutable once it was posted.</remarks>
public sealed class MessageBlock
{
    // Larger blocks save nothing more, and one message that waits long would hold its whole block.
    internal const int BytesMax = 16 * 1024;

    private readonly byte[] _bytes;

    internal MessageBlock(byte[] bytes, int count, in MessageTraits traits)
    {
        _bytes = bytes;
        Count = count;
        Traits = traits;
    }

    /// <summary>How many messages there are.</summary>
    public int Count { get; }

    /// <summary>The bytes of all packets.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The first message; of a block of one, the message.</summary>
    public Message First => At(0);

    /// <summary>The topic of all.</summary>
    public ReadOnlySpan<byte> Topic => First.Topic;

    /// <summary>What all messages have in common.</summary>
    internal MessageTraits Traits { get; }

    /// <summary>
    /// The promise that waits for those who keep the messages; null when nobody waits. Set before the block is posted.
    /// </summary>
    internal Pledge? Pledge { get; set; }

    /// <summary>A block of packets that lie together. The array is not cleared before it is filled.</summary>
    internal static MessageBlock CopyOf(ReadOnlySpan<byte> packets, int count, in MessageTraits traits)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(packets.Length);
        packets.CopyTo(bytes);
        return new MessageBlock(bytes, count, traits);
    }

    /// <summary>Goes over the messages.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>The message whose packet begins here.</summary>
    internal Message At(int offset) =>
        new(this, offset, PacketLength.Of(_bytes.AsSpan(offset)));

    /// <summary>A message in a block of its own, so that it holds nothing else when it is kept for long.</summary>
    internal MessageBlock Alone(Message message) =>
        Count == 1 ? this : CopyOf(message.Packet, 1, Traits);

    /// <summary>Goes over the messages of a block in their order.</summary>
    public ref struct Enumerator(MessageBlock block)
    {
        private int _next;

        /// <summary>The message it stands at.</summary>
        public Message Current { get; private set; }

        /// <summary>Goes to the next message, if there is one.</summary>
        public bool MoveNext()
        {
            if (_next == block._bytes.Length)
            {
                return false;
            }

            Current = block.At(_next);
            _next += Current.Length;
            return true;
        }
    }
}
