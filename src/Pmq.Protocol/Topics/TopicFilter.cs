namespace Pmq.Protocol;

/// <summary>The rules of topic filters (section 4.7) and of shared subscriptions (5.0, section 4.8.2).</summary>
public static class TopicFilter
{
    private static ReadOnlySpan<byte> SharePrefix => "$share/"u8;

    /// <summary>True for filters of the form <c>$share/…</c>.</summary>
    public static bool IsShared(ByteView filter) => filter.StartsWith(SharePrefix);

    /// <summary>
    /// What is wrong with a filter, or null. The form of <c>$share/…</c> is checked for 5.0 only: in older versions
    /// such a filter is an ordinary one, and whether a server shares it is the server's matter.
    /// </summary>
    public static ProtocolError? Check(ByteView filter, ProtocolVersion version) => Find(filter, version)?.In(version);

    /// <summary>Cuts <c>$share/name/filter</c> in two, or tells what is wrong with it.</summary>
    public static ProtocolError? SplitShared(
        ByteView filter, ProtocolVersion version, out ByteView name, out ByteView inner) =>
        Split(filter, out name, out inner)?.In(version);

    internal static Violation? Find(ByteView filter, ProtocolVersion version)
    {
        if (filter.IsEmpty)
        {
            return Violations.TopicFilterEmpty;
        }

        if (Utf8Text.Check(filter) is { } violation)
        {
            return violation;
        }

        if (version == ProtocolVersion.Mqtt5 && IsShared(filter))
        {
            return Split(filter, out _, out ByteView inner) ?? ScanWildcards(inner);
        }

        return ScanWildcards(filter);
    }

    private static Violation? Split(ByteView filter, out ByteView name, out ByteView inner)
    {
        name = default;
        inner = default;
        if (!IsShared(filter))
        {
            return Violations.ShareForm;
        }

        int start = SharePrefix.Length;
        int end = start;
        while (end < filter.Length && filter[end] != (byte)'/')
        {
            if (filter[end] is (byte)'+' or (byte)'#')
            {
                return Violations.ShareForm;
            }

            end++;
        }

        if (end == start)
        {
            return Violations.ShareNameEmpty;
        }

        if (end + 1 >= filter.Length)
        {
            return Violations.ShareForm;
        }

        name = filter.Slice(start, end - start);
        inner = filter.Slice(end + 1, filter.Length - end - 1);
        return null;
    }

    private static Violation? ScanWildcards(ByteView filter)
    {
        var scan = new WildcardScan();
        foreach (ReadOnlySpan<byte> part in filter.Parts)
        {
            if (scan.Accept(part) is { } violation)
            {
                return violation;
            }
        }

        return null;
    }
}
