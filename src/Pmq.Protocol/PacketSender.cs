namespace Pmq.Protocol;

/// <summary>Who wrote the packet that is being decoded. Several rules bind one side only.</summary>
public enum PacketSender : byte
{
    /// <summary>A client; the decoder stands in a server.</summary>
    Client,

    /// <summary>A server; the decoder stands in a client.</summary>
    Server,
}
