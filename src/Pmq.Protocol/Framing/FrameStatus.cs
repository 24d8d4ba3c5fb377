namespace Pmq.Protocol;

/// <summary>What came of an attempt to read a frame.</summary>
public enum FrameStatus : byte
{
    /// <summary>The frame is whole.</summary>
    Complete,

    /// <summary>So far nothing is wrong, and bytes are missing.</summary>
    NeedMore,

    /// <summary>The bytes can't become a packet; see <see cref="FrameReader.Error"/>.</summary>
    Invalid,
}
