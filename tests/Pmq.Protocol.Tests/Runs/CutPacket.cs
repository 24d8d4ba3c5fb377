namespace Pmq.Protocol.Tests;

/// <summary>A PUBLISH or an acknowledgement as it was cut out of a stream.</summary>
internal sealed record CutPacket(byte Header, string Topic, int PacketId, string Properties, string Payload);
