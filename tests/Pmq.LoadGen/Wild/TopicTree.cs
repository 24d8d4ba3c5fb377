namespace Pmq.LoadGen.Wild;

/// <summary>
/// Random topics of a deep tree, and random filters that match some of them. The same seed, the same tree.
/// </summary>
internal sealed class TopicTree(int seed, int levels, string root)
{
    private const int NamesPerLevel = 8;
    private const double SingleLevelShare = 0.25;
    private const double MultiLevelShare = 0.25;

    private readonly Random _random = new(seed);

    /// <summary>A topic of at least two levels below the root.</summary>
    public string Topic()
    {
        int depth = _random.Next(Math.Min(2, levels), levels + 1);
        return root + string.Concat(Enumerable.Range(1, depth).Select(Level));
    }

    /// <summary>A filter that matches the topic, and whatever else.</summary>
    public string FilterFor(string topic)
    {
        string[] parts = topic[(root.Length + 1)..].Split('/');
        for (int i = 0; i < parts.Length; i++)
        {
            if (_random.NextDouble() < SingleLevelShare)
            {
                parts[i] = "+";
            }
        }

        // A filter keeps its first level, or else one # would drown everything.
        int kept = _random.NextDouble() < MultiLevelShare ? _random.Next(1, parts.Length + 1) : parts.Length;
        string filter = $"{root}/{string.Join('/', parts.Take(kept))}";
        return kept < parts.Length ? filter + "/#" : filter;
    }

    private string Level(int level) => $"/level{level}-{_random.Next(NamesPerLevel)}";
}
