namespace Pmq.Broker.Tests.Routing;

/// <summary>Topics and filters of few different levels, so that many of them match and share nodes.</summary>
internal sealed class RandomTopics(int seed)
{
    private static readonly string[] Names = ["", "a", "b", "ab", "$x", "level-of-some-length", "ä"];

    public Random Random { get; } = new(seed);

    public string Topic() => Join(Random.Next(1, 6), wildcards: false);

    public string Filter() => Join(Random.Next(1, 6), wildcards: Random.Next(3) > 0);

    private string Join(int count, bool wildcards)
    {
        var levels = new string[count];
        for (int i = 0; i < count; i++)
        {
            levels[i] = wildcards && Random.Next(3) == 0 ? "+" : Names[Random.Next(Names.Length)];
        }

        if (wildcards && Random.Next(3) == 0)
        {
            levels[^1] = "#";
        }

        // Nothing at all is neither a topic nor a filter.
        string joined = string.Join('/', levels);
        return joined.Length == 0 ? "a" : joined;
    }
}
