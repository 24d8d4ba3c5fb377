namespace Pmq.Broker.Routing;

/// <summary>The filters without wildcards: one table, one probe for a topic.</summary>
/// <remarks>Owner: route writer; finding is thread-safe.</remarks>
internal sealed class ExactFilters(ulong seed) : FilterIndex
{
    private readonly ByteMap<object, Subscribers.ByFilter> _map = new();

    public override int Count => _map.Count;

    /// <summary>What adding and removing have cost so far.</summary>
    public long Steps => _map.Steps;

    /// <summary>What stands at the filter that is this topic. Any thread may ask.</summary>
    public object? Find(ReadOnlySpan<byte> topic, uint hash) => _map.Find(topic, hash);

    public override object? Get(ByteSlice filter) => _map.Find(filter.Span, HashOf(filter));

    public override void Set(ByteSlice filter, object? before, object? here)
    {
        uint hash = HashOf(filter);
        if (before is null && here is not null)
        {
            _map.Add(here, hash);
        }
        else if (before is not null && here is null)
        {
            _map.Remove(before, hash);
        }
        else if (before is not null && here is not null)
        {
            _map.Replace(before, here, hash);
        }
    }

    private uint HashOf(ByteSlice filter) => TopicHash.Of(filter.Span, seed);
}
