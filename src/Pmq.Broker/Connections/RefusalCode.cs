using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>
/// The code of a refusal that somebody outside gave, an authenticator for one: it may be one that the packet can't carry.
/// </summary>
internal static class RefusalCode
{
    /// <summary>The code that was given if it is a failure that this packet may carry, and the other one if not.</summary>
    public static ReasonCode For(PacketType packet, ReasonCode given, ReasonCode otherwise) =>
        given.IsFailure() && ReasonCodes.MayCarry(packet, PacketSender.Server, given) ? given : otherwise;
}
