namespace Pmq.Broker.Routing;

/// <summary>
/// What a level of a filter, or a whole filter, says about wildcards. Filters have been checked before.
/// </summary>
internal static class Wildcard
{
    private const byte Single = (byte)'+';
    private const byte Multi = (byte)'#';
    private const byte Dollar = (byte)'$';

    public static bool IsIn(ReadOnlySpan<byte> filter) => filter.ContainsAny(Single, Multi);

    public static bool IsSingle(ReadOnlySpan<byte> level) => level.Length == 1 && level[0] == Single;

    public static bool IsMulti(ReadOnlySpan<byte> level) => level.Length == 1 && level[0] == Multi;

    /// <summary>True for topics that filters which begin with a wildcard do not match [MQTT-4.7.2-1].</summary>
    public static bool Avoids(ReadOnlySpan<byte> topic) => topic.Length > 0 && topic[0] == Dollar;
}
