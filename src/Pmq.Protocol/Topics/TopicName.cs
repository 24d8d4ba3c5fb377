using System.Buffers;

namespace Pmq.Protocol;

/// <summary>The rules of topic names (section 4.7): text, not empty, no wildcards.</summary>
public static class TopicName
{
    // ASCII without U+0000 and the wildcards: what nearly every topic name consists of.
    private static readonly SearchValues<byte> PlainBytes = SearchValues.Create(MakePlainBytes());

    /// <summary>What is wrong with a topic name, or null.</summary>
    public static ProtocolError? Check(ByteView topic, ProtocolVersion version)
    {
        if (topic.IsEmpty)
        {
            return Violations.TopicNameEmpty.In(version);
        }

        return CheckText(topic)?.In(version);
    }

    internal static Violation? CheckText(ByteView topic)
    {
        if (topic.IsContiguous && !topic.First.ContainsAnyExcept(PlainBytes))
        {
            return null;
        }

        if (Utf8Text.Check(topic) is { } violation)
        {
            return violation;
        }

        return HasWildcard(topic) ? Violations.TopicNameWildcard : null;
    }

    internal static bool HasWildcard(ByteView topic)
    {
        foreach (ReadOnlySpan<byte> part in topic.Parts)
        {
            if (part.ContainsAny((byte)'+', (byte)'#'))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] MakePlainBytes()
    {
        var plain = new List<byte>();
        for (byte value = 0x01; value < 0x80; value++)
        {
            if (value is not ((byte)'+' or (byte)'#'))
            {
                plain.Add(value);
            }
        }

        return [.. plain];
    }
}
