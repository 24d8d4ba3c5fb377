namespace Pmq.Broker.Connections;

/// <summary>Counts the levels of topics and filters.</summary>
internal static class TopicLevels
{
    /// <summary>One more than there are separators.</summary>
    public static int Count(ReadOnlySpan<byte> topic) => topic.Count((byte)'/') + 1;
}
