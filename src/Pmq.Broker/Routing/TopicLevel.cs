namespace Pmq.Broker.Routing;

/// <summary>One level of a topic.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Hash">Its hash, seeded by the table.</param>
internal readonly record struct TopicLevel(int Start, int Length, uint Hash)
{
    /// <summary>Its bytes in the topic.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> topic) => topic.Slice(Start, Length);
}
