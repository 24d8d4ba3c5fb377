namespace Pmq.LoadGen.Traffic;

/// <summary>Where a run stands, taken on the loop's thread.</summary>
internal readonly record struct TrafficState(
    long Sent, long Expected, long Delivered, long Refused, int Disconnected, bool PublishersDone)
{
    /// <summary>A number that grows while anything happens.</summary>
    public long Progress => Sent + Delivered;

    /// <summary>Nothing more is to come.</summary>
    public bool IsComplete => PublishersDone && Delivered >= Expected;
}
