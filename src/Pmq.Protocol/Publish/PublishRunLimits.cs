namespace Pmq.Protocol;

/// <summary>Where a <see cref="PublishRun"/> ends although more packets are alike.</summary>
/// <param name="CountMax">The most packets.</param>
/// <param name="BytesMax">The most bytes. A first packet that is longer is a run by itself.</param>
/// <param name="PacketBytesMax">The largest packet that is accepted; a larger one is left to the frame reader.</param>
public readonly record struct PublishRunLimits(int CountMax, int BytesMax, int PacketBytesMax);
