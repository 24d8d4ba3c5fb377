using System.Buffers;

namespace Pmq.Protocol;

/// <summary>
/// Cuts received bytes into packets, without copying and without looking past a packet's end. One read of a socket
/// holds many packets: make one reader for the batch and call <see cref="Read"/> until it needs more.
/// </summary>
public ref struct FrameReader
{
    private readonly ReadOnlySequence<byte> _input;
    private readonly int _maximumPacketSize;
    private readonly PacketSender _sender;
    private ReadOnlySpan<byte> _segment;
    private int _offset;
    private long _consumedBefore;

    /// <summary>A reader at the start of the input.</summary>
    /// <param name="input">What was received and not consumed yet.</param>
    /// <param name="version">The connection's version; before CONNECT any will do.</param>
    /// <param name="sender">Who wrote the bytes.</param>
    /// <param name="maximumPacketSize">The largest packet this side accepts, fixed header included.</param>
    public FrameReader(
        in ReadOnlySequence<byte> input,
        ProtocolVersion version,
        PacketSender sender,
        int maximumPacketSize = int.MaxValue)
    {
        _input = input;
        _segment = input.FirstSpan;
        _maximumPacketSize = maximumPacketSize;
        _sender = sender;
        Version = version;
    }

    /// <summary>The version whose rules hold; to be set once CONNECT has named it.</summary>
    public ProtocolVersion Version { get; set; }

    /// <summary>What was wrong, after <see cref="FrameStatus.Invalid"/>.</summary>
    public ProtocolError? Error { get; private set; }

    /// <summary>How many bytes the frames read so far took.</summary>
    public readonly long Consumed => _consumedBefore + _offset;

    /// <summary>Where the first frame that was not read begins.</summary>
    public readonly SequencePosition Position => _input.GetPosition(Consumed);

    /// <summary>Reads the next frame. What is wrong with its fixed header is told before its body is there.</summary>
    public FrameStatus Read(out Frame frame)
    {
        ReadOnlySpan<byte> unread = _segment[_offset..];
        if (unread.IsEmpty)
        {
            return ReadAcrossSegments(out frame);
        }

        FrameStatus status = ReadHeader(unread, out int remainingLength, out int headerSize);
        if (status == FrameStatus.Complete && headerSize + remainingLength <= unread.Length)
        {
            int length = headerSize + remainingLength;
            frame = new Frame(unread[0], new ByteView(unread.Slice(headerSize, remainingLength)), length);
            _offset += length;
            return FrameStatus.Complete;
        }

        if (status == FrameStatus.Invalid || _input.IsSingleSegment)
        {
            frame = default;
            return status == FrameStatus.Complete ? FrameStatus.NeedMore : status;
        }

        return ReadAcrossSegments(out frame);
    }

    /// <summary>
    /// The frame that was read last and what follows it in the same segment; nothing when the frame is split over
    /// segments.
    /// </summary>
    public readonly ReadOnlySpan<byte> From(in Frame last) =>
        _offset >= last.Length ? _segment[(_offset - last.Length)..] : default;

    /// <summary>Steps over whole frames that the caller has looked at by itself, after <see cref="From"/>.</summary>
    public void Skip(int length) => _offset += length;

    private FrameStatus ReadAcrossSegments(out Frame frame)
    {
        frame = default;
        ReadOnlySequence<byte> rest = _input.Slice(Consumed);
        if (rest.IsEmpty)
        {
            return FrameStatus.NeedMore;
        }

        Span<byte> scratch = stackalloc byte[FixedHeader.LengthMax];
        int known = (int)Math.Min(rest.Length, FixedHeader.LengthMax);
        rest.Slice(0, known).CopyTo(scratch);

        FrameStatus status = ReadHeader(scratch[..known], out int remainingLength, out int headerSize);
        if (status != FrameStatus.Complete)
        {
            return status;
        }

        long length = (long)headerSize + remainingLength;
        if (rest.Length < length)
        {
            return FrameStatus.NeedMore;
        }

        frame = new Frame(scratch[0], new ByteView(rest.Slice(headerSize, remainingLength)), (int)length);
        StandAt(rest.Slice(length));
        return FrameStatus.Complete;
    }

    private FrameStatus ReadHeader(scoped ReadOnlySpan<byte> bytes, out int remainingLength, out int headerSize)
    {
        Error = FixedHeader.Check(bytes[0], Version, _sender);
        if (Error is not null)
        {
            remainingLength = headerSize = 0;
            return FrameStatus.Invalid;
        }

        FrameStatus status = FixedHeader.ReadLength(
            bytes, out remainingLength, out headerSize, out Violation? violation);
        if (status == FrameStatus.Complete && headerSize + (long)remainingLength > _maximumPacketSize)
        {
            violation = _sender == PacketSender.Client
                ? Violations.ClientPacketTooLarge
                : Violations.ServerPacketTooLarge;
            status = FrameStatus.Invalid;
        }

        Error = violation?.In(Version);
        return status;
    }

    private void StandAt(in ReadOnlySequence<byte> rest)
    {
        _consumedBefore = _input.Length - rest.Length;
        _segment = rest.FirstSpan;
        _offset = 0;
    }
}
