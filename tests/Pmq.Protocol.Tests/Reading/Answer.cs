using System.Buffers;

namespace Pmq.Protocol.Tests;

/// <summary>All that reading a packet tells, comparable: the same bytes must always give the same answer.</summary>
internal sealed record Answer(FrameStatus Status, long Consumed, string? Meaning, int Reason, string? Clause)
{
    /// <summary>True when neither the fixed header nor the body is refused and the packet is whole.</summary>
    public bool IsPacket => Status == FrameStatus.Complete && Clause is null;

    public static Answer To(byte[] bytes, ProtocolVersion version, PacketSender sender) =>
        To(new ReadOnlySequence<byte>(bytes), version, sender);

    public static Answer To(
        ReadOnlySequence<byte> input,
        ProtocolVersion version,
        PacketSender sender,
        int maximumPacketSize = int.MaxValue)
    {
        var reader = new FrameReader(input, version, sender, maximumPacketSize);
        FrameStatus status = reader.Read(out Frame frame);
        ProtocolError? error = reader.Error;
        string? meaning = null;
        if (status == FrameStatus.Complete)
        {
            error = PacketText.Describe(frame, version, sender, out meaning);
        }

        return new Answer(
            status, reader.Consumed, error is null ? meaning : null, (int)(error?.Reason ?? 0), error?.Clause);
    }
}
