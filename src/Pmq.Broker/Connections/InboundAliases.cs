using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>The topic aliases that a client has set on this connection.</summary>
/// <remarks>Owner: read loop.</remarks>
internal sealed class InboundAliases(int maximum)
{
    private byte[]?[] _topics = [];

    /// <summary>
    /// Remembers the topic of a PUBLISH that sets an alias, and finds the topic of one that uses it. Without an alias
    /// there is nothing to do and <paramref name="topic"/> stays empty.
    /// </summary>
    public CloseReason? Resolve(scoped in PublishView publish, out ReadOnlySpan<byte> topic)
    {
        topic = default;
        if (!publish.Properties.TryGetNumber(PropertyId.TopicAlias, out uint alias))
        {
            return null;
        }

        if (alias > maximum)
        {
            return CloseReasons.AliasTooLarge;
        }

        if (!publish.Topic.IsEmpty)
        {
            Set((int)alias, publish.Topic.ToArray());
            return null;
        }

        if (alias >= _topics.Length || _topics[alias] is not { } known)
        {
            return CloseReasons.AliasUnknown;
        }

        topic = known;
        return null;
    }

    private void Set(int alias, byte[] topic)
    {
        if (_topics.Length == 0)
        {
            _topics = new byte[maximum + 1][];
        }

        _topics[alias] = topic;
    }
}
