namespace Pmq.Broker.Routing;

/// <summary>
/// A topic and what it matched. It is used again for another topic, with the arrays it has. Where the result depends on
/// the publisher there is one without a publisher, which says so, and one for each publisher.
/// </summary>
/// <remarks>Owner: the matcher's thread.</remarks>
internal struct CachedMatch
{
    private byte[]? _topic;
    private ushort[]? _places;
    private DeliveryTarget? _publisher;
    private int _topicLength;
    private int _placeCount;

    /// <summary>What it is found by: the hash of the topic, and of the publisher if it is for one.</summary>
    public uint Hash { get; private set; }

    /// <summary>The next of the same chain.</summary>
    public int Next { get; set; }

    /// <summary>True when it was of use since it was last looked at as one that may go.</summary>
    public bool WasUsed { get; set; }

    /// <summary>What the topic matched; null when it was let go of.</summary>
    public MatchResult? Result { get; private set; }

    /// <summary>The places in <see cref="FilterChanges"/> where a change touches the topic.</summary>
    public readonly ReadOnlySpan<ushort> Places => _places.AsSpan(0, _placeCount);

    /// <summary>How many references it holds.</summary>
    public readonly int Weight => Result?.Weight ?? 0;

    public readonly bool IsFor(ReadOnlySpan<byte> topic, DeliveryTarget? publisher) =>
        ReferenceEquals(_publisher, publisher) && topic.SequenceEqual(_topic.AsSpan(0, _topicLength));

    public void Name(ReadOnlySpan<byte> topic, uint hash, DeliveryTarget? publisher)
    {
        if (_topic is null || topic.Length > _topic.Length)
        {
            _topic = new byte[topic.Length];
        }

        topic.CopyTo(_topic);
        _topicLength = topic.Length;
        _publisher = publisher;
        Hash = hash;
    }

    public void Set(MatchResult result, ReadOnlySpan<ushort> places)
    {
        if (_places is null || places.Length > _places.Length)
        {
            _places = new ushort[places.Length];
        }

        places.CopyTo(_places);
        _placeCount = places.Length;
        Result = result;
    }

    /// <summary>Lets go of targets that may be gone.</summary>
    public void Release()
    {
        Result = null;
        _publisher = null;
    }
}
