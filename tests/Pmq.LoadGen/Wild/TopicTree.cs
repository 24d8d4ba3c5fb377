using System.Globalization;

namespace Pmq.LoadGen.Wild;

/// <summary>
/// A full tree of topics: on each level every name below every name of the level above. So a shape of filter matches
/// each topic with exactly one of its filters, and matches can be counted without matching.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class TopicTree
{
    private readonly int[] _namesOfLevel;

    /// <summary>A tree of so many levels with at least so many topics, the wider levels first.</summary>
    public TopicTree(string root, int levels, int topicsMin)
    {
        Root = root;
        _namesOfLevel = new int[levels];
        Array.Fill(_namesOfLevel, 1);
        for (int level = 0; Count < topicsMin; level = (level + 1) % levels)
        {
            _namesOfLevel[level]++;
        }
    }

    public string Root { get; }

    public int Levels => _namesOfLevel.Length;

    /// <summary>How many topics there are.</summary>
    public long Count => _namesOfLevel.Aggregate(1L, (count, names) => count * names);

    /// <summary>How many names a level has.</summary>
    public int NamesOf(int level) => _namesOfLevel[level];

    public static string Name(int level, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"level{level}-{number}");

    public string Topic(long number)
    {
        var names = new string[Levels];
        for (int level = 0; level < Levels; level++)
        {
            names[level] = Name(level, (int)(number % _namesOfLevel[level]));
            number /= _namesOfLevel[level];
        }

        return $"{Root}/{string.Join('/', names)}";
    }
}
