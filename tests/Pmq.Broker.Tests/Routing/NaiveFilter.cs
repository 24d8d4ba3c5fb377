namespace Pmq.Broker.Tests.Routing;

/// <summary>The rules of section 4.7, written as plainly as they go: the trees are held against it.</summary>
internal static class NaiveFilter
{
    public static bool Matches(string filter, string topic)
    {
        if (topic.StartsWith('$') && (filter.StartsWith('+') || filter.StartsWith('#')))
        {
            return false;
        }

        return Matches(filter.Split('/'), topic.Split('/'));
    }

    private static bool Matches(ReadOnlySpan<string> filter, ReadOnlySpan<string> topic)
    {
        if (filter.IsEmpty)
        {
            return topic.IsEmpty;
        }

        if (filter[0] == "#")
        {
            return true;
        }

        return !topic.IsEmpty
            && (filter[0] == "+" || filter[0] == topic[0])
            && Matches(filter[1..], topic[1..]);
    }
}
