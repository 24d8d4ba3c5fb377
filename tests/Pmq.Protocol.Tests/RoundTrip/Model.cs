namespace Pmq.Protocol.Tests;

/// <summary>A packet that the generator made up: what the encoders wrote of it, and what it means.</summary>
internal sealed record Model(ProtocolVersion Version, PacketSender Sender, byte[] Bytes, string Meaning);
