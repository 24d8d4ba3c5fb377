using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>A message that a publisher has in hand, from its first PUBLISH to its last acknowledgement.</summary>
/// <remarks>Owner: its publisher's thread.</remarks>
internal sealed class Outgoing(ushort packetId, QoS qos, byte[] topic, byte[] payload)
{
    public ushort PacketId => packetId;

    public QoS QoS => qos;

    public byte[] Topic => topic;

    public byte[] Payload => payload;

    public bool Retain { get; init; }

    /// <summary>What its source knows it by.</summary>
    public int Index { get; init; }

    public int Number { get; init; }

    /// <summary>True when PUBREC has come, and PUBREL is all there is left to say.</summary>
    public bool IsReleased { get; set; }
}
