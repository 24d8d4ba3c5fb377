namespace Pmq.Broker.Outbound;

/// <summary>
/// The topic aliases set towards a client: the first topics that come get one, as many as the client accepts, for as
/// long as the connection lasts.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class OutboundAliases(int maximum)
{
    private readonly Dictionary<byte[], int> _byTopic = new(TopicBytesComparer.Instance);

    /// <summary>The alias a topic has or would get, or 0; and whether the client knows it already.</summary>
    public int Find(ReadOnlySpan<byte> topic, out bool isKnown)
    {
        Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> lookup =
            _byTopic.GetAlternateLookup<ReadOnlySpan<byte>>();
        isKnown = lookup.TryGetValue(topic, out int alias);
        return isKnown || _byTopic.Count == maximum ? alias : _byTopic.Count + 1;
    }

    /// <summary>The client is told the alias, if it does not know it.</summary>
    public void Use(ReadOnlySpan<byte> topic, int alias)
    {
        if (alias > _byTopic.Count)
        {
            _byTopic.Add(topic.ToArray(), alias);
        }
    }
}
