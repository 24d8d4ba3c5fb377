namespace Pmq.Broker.Routing;

/// <summary>
/// A filter for a group, cut in two: <c>$share/name/filter</c>, or <c>$queue/filter</c> for the one group that has no
/// name. Clients of every version may use both.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
internal readonly struct SharedFilter
{
    private SharedFilter(ByteSlice group, ByteSlice filter)
    {
        Group = group;
        Filter = filter;
    }

    /// <summary>The name of the group; empty for <c>$queue/</c>.</summary>
    public ByteSlice Group { get; }

    /// <summary>The filter of the topics.</summary>
    public ByteSlice Filter { get; }

    private static ReadOnlySpan<byte> SharePrefix => "$share/"u8;

    private static ReadOnlySpan<byte> QueuePrefix => "$queue/"u8;

    /// <summary>True when a filter has to be of one of the two forms.</summary>
    public static bool LooksShared(ReadOnlySpan<byte> filter) =>
        filter.StartsWith(SharePrefix) || filter.StartsWith(QueuePrefix);

    /// <summary>
    /// Cuts a filter in two; false when it is of neither form: the group has to have a name, without wildcards, and
    /// there has to be a filter after it [MQTT-4.8.2-1] [MQTT-4.8.2-2].
    /// </summary>
    public static bool TrySplit(byte[] filter, out SharedFilter split)
    {
        split = default;
        ReadOnlySpan<byte> bytes = filter;
        int nameStart = SharePrefix.Length;
        int nameLength = 0;
        int innerStart = QueuePrefix.Length;
        if (bytes.StartsWith(SharePrefix))
        {
            nameLength = bytes[nameStart..].IndexOf(LevelCursor.Separator);
            if (nameLength <= 0 || Wildcard.IsIn(bytes.Slice(nameStart, nameLength)))
            {
                return false;
            }

            innerStart = nameStart + nameLength + 1;
        }
        else if (!bytes.StartsWith(QueuePrefix))
        {
            return false;
        }

        if (innerStart >= bytes.Length)
        {
            return false;
        }

        split = new SharedFilter(
            new ByteSlice(filter, nameStart, nameLength),
            new ByteSlice(filter, innerStart, bytes.Length - innerStart));
        return true;
    }
}
