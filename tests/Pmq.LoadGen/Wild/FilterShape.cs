namespace Pmq.LoadGen.Wild;

/// <summary>
/// Where a filter has wildcards: on some levels a <c>+</c>, and after the last one perhaps a <c>#</c>. The filters of a
/// shape have all combinations of names on the other levels.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
/// <param name="Tree">The topics the filters are for.</param>
/// <param name="Depth">How many levels it has; with fewer than the topics have, a <c>#</c> follows.</param>
/// <param name="Pluses">A bit for each level with a <c>+</c>.</param>
internal sealed record FilterShape(TopicTree Tree, int Depth, int Pluses)
{
    public bool HasTail => Depth < Tree.Levels;

    /// <summary>How many filters it has.</summary>
    public long Count => NamedLevels.Aggregate(1L, (count, level) => count * Tree.NamesOf(level));

    /// <summary>The levels with a name.</summary>
    public IEnumerable<int> NamedLevels => Enumerable.Range(0, Depth).Where(level => (Pluses & (1 << level)) == 0);

    /// <summary>All shapes with a wildcard.</summary>
    public static IEnumerable<FilterShape> All(TopicTree tree) =>
        from depth in Enumerable.Range(0, tree.Levels + 1)
        from pluses in Enumerable.Range(0, 1 << depth)
        where depth < tree.Levels || pluses != 0
        select new FilterShape(tree, depth, pluses);

    /// <summary>One of its filters.</summary>
    public string Filter(long number)
    {
        var names = new string[Depth];
        Array.Fill(names, "+");
        foreach (int level in NamedLevels)
        {
            names[level] = TopicTree.Name(level, (int)(number % Tree.NamesOf(level)));
            number /= Tree.NamesOf(level);
        }

        return Text(names);
    }

    /// <summary>
    /// A filter of this shape that matches nothing, because one of its levels has a name that no topic has. The shape
    /// must have a level with a name.
    /// </summary>
    public string IdleFilter(Random random, int number)
    {
        var names = new string[Depth];
        Array.Fill(names, "+");
        int[] named = [.. NamedLevels];
        foreach (int level in named)
        {
            names[level] = TopicTree.Name(level, random.Next(Tree.NamesOf(level)));
        }

        int strange = named[random.Next(named.Length)];
        names[strange] = TopicTree.Name(strange, Tree.NamesOf(strange) + number);
        return Text(names);
    }

    private string Text(string[] names) =>
        string.Join('/', HasTail ? [Tree.Root, .. names, "#"] : [Tree.Root, .. names]);
}
