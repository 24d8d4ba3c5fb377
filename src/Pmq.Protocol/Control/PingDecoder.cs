namespace Pmq.Protocol;

/// <summary>Decodes PINGREQ and PINGRESP, which consist of a fixed header only.</summary>
public static class PingDecoder
{
    /// <summary>What is wrong with the packet, or null.</summary>
    public static ProtocolError? Decode(in Frame frame, ProtocolVersion version) =>
        frame.Body.IsEmpty ? null : Violations.BodyTooLong.In(version);
}
