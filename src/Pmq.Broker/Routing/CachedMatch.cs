namespace Pmq.Broker.Routing;

/// <summary>A topic and what it matched. It is used again for another topic, with the array it has.</summary>
/// <remarks>Owner: read loop.</remarks>
internal sealed class CachedMatch
{
    private byte[] _topic = [];
    private int _length;
    private DeliveryTarget? _publisher;

    /// <summary>The hash of the topic.</summary>
    public uint Hash { get; private set; }

    public MatchResult Result { get; private set; } = MatchResult.Empty;

    /// <summary>True when it is for this topic and publisher, whatever its generation.</summary>
    public bool IsFor(ReadOnlySpan<byte> topic, DeliveryTarget? publisher) =>
        ReferenceEquals(_publisher, publisher) && topic.SequenceEqual(_topic.AsSpan(0, _length));

    public void Set(ReadOnlySpan<byte> topic, uint hash, DeliveryTarget? publisher, MatchResult result)
    {
        if (topic.Length > _topic.Length)
        {
            _topic = new byte[topic.Length];
        }

        topic.CopyTo(_topic);
        _length = topic.Length;
        _publisher = publisher;
        Hash = hash;
        Result = result;
    }
}
