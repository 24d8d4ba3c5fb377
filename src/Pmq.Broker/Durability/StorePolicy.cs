using System.Text;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Durability;

/// <summary>Which topics are kept through a crash.</summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class StorePolicy
{
    private readonly byte[][] _memoryFilters;

    public StorePolicy(string memoryFilters)
    {
        string[] filters = Split(memoryFilters);
        _memoryFilters = new byte[filters.Length][];
        for (int i = 0; i < filters.Length; i++)
        {
            _memoryFilters[i] = Encoding.UTF8.GetBytes(filters[i]);
        }
    }

    /// <summary>The filters of an option.</summary>
    public static string[] Split(string filters) =>
        filters.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>False when messages to the topic stay in memory.</summary>
    public bool Keeps(ReadOnlySpan<byte> topic)
    {
        foreach (byte[] filter in _memoryFilters)
        {
            if (Matches(filter, topic))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when the filter matches the topic (section 4.7).</summary>
    internal static bool Matches(ReadOnlySpan<byte> filter, ReadOnlySpan<byte> topic)
    {
        bool isReserved = Wildcard.Avoids(topic);
        var levels = new LevelCursor(topic);
        var wanted = new LevelCursor(filter);
        bool isFirst = true;
        while (wanted.MoveNext())
        {
            bool isWildcard = Wildcard.IsMulti(wanted.Current) || Wildcard.IsSingle(wanted.Current);
            if (isFirst && isReserved && isWildcard)
            {
                return false;
            }

            if (Wildcard.IsMulti(wanted.Current))
            {
                return true;
            }

            if (!levels.MoveNext())
            {
                return false;
            }

            if (!isWildcard && !wanted.Current.SequenceEqual(levels.Current))
            {
                return false;
            }

            isFirst = false;
        }

        return !levels.MoveNext();
    }
}
