using Pmq.Broker.Connections;
using Pmq.Broker.Options;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>Whether a filter may be subscribed to, and at which QoS.</summary>
internal static class SubscriptionRules
{
    /// <summary>The code that answers an entry: the granted QoS, or why it is refused.</summary>
    public static ReasonCode Check(
        in SubscriptionEntry entry, uint identifier, int filtersHeld, SubscriptionLimits limits)
    {
        ReadOnlySpan<byte> filter = entry.Filter;
        if (filter.Length > limits.FilterBytesMax || TopicLevels.Count(filter) > limits.LevelsMax)
        {
            return ReasonCode.TopicFilterInvalid;
        }

        if (filtersHeld >= limits.FiltersMax)
        {
            return ReasonCode.QuotaExceeded;
        }

        if (identifier != 0 && !limits.Identifiers)
        {
            return ReasonCode.SubscriptionIdentifiersNotSupported;
        }

        if (!limits.Wildcards && filter.ContainsAny((byte)'+', (byte)'#'))
        {
            return ReasonCode.WildcardSubscriptionsNotSupported;
        }

        if (SharedFilter.LooksShared(filter))
        {
            if (!limits.Shared)
            {
                return ReasonCode.SharedSubscriptionsNotSupported;
            }

            if (!SharedFilter.TrySplit(entry.Filter, out _))
            {
                return ReasonCode.TopicFilterInvalid;
            }
        }

        // Whatever the highest QoS published here is, any requested QoS is granted [MQTT-3.2.2-10].
        return (ReasonCode)entry.Options.QoS;
    }
}
