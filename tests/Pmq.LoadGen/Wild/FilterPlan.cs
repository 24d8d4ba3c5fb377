namespace Pmq.LoadGen.Wild;

/// <summary>
/// So many filters spread over subscribers that exactly so many of them match each topic, no two of one subscriber:
/// then no broker's way with overlapping subscriptions matters. The same seed, the same plan.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class FilterPlan
{
    // The rest are filters that match nothing.
    private const double MatchingShareMax = 0.8;

    private readonly List<string>[] _filtersOf;

    /// <summary>A plan; a <see cref="LoadException"/> says when there can be none.</summary>
    public FilterPlan(TopicTree tree, int filters, int matches, int subscribers, int seed)
    {
        if (subscribers < matches)
        {
            throw new LoadException($"for {matches} matches there must be as many subscribers");
        }

        var random = new Random(seed);
        Matches = matches;
        Shapes = Choose(tree, filters, matches, random);
        _filtersOf = [.. Enumerable.Range(0, subscribers).Select(_ => new List<string>())];
        AddMatching();
        AddIdle(tree, filters, random);
    }

    /// <summary>How many filters match each topic of the tree.</summary>
    public int Matches { get; }

    /// <summary>The shapes whose filters are all there.</summary>
    public IReadOnlyList<FilterShape> Shapes { get; }

    public IReadOnlyList<IReadOnlyList<string>> FiltersOf => _filtersOf;

    /// <summary>Shapes with and without a <c>#</c> in turns, as large as there is room for.</summary>
    private static List<FilterShape> Choose(TopicTree tree, int filters, int matches, Random random)
    {
        FilterShape[] all = [.. FilterShape.All(tree)];
        random.Shuffle(all);
        FilterShape[] order =
        [
            .. all.Where(shape => shape.HasTail).Index()
                .Concat(all.Where(shape => !shape.HasTail).Index())
                .OrderBy(entry => entry.Index).Select(entry => entry.Item),
        ];
        long[] smallest = [.. all.Select(shape => shape.Count).Order().Take(matches)];
        long room = Math.Max((long)(filters * MatchingShareMax), smallest.Sum());
        var chosen = new List<FilterShape>();
        foreach (FilterShape shape in order)
        {
            long rest = smallest.Take(Math.Max(0, matches - chosen.Count - 1)).Sum();
            if (chosen.Count < matches && shape.Count + rest <= room)
            {
                chosen.Add(shape);
                room -= shape.Count;
            }
        }

        FilterShape[] fill = [.. all.Except(chosen).OrderBy(shape => shape.Count).Take(matches - chosen.Count)];
        chosen.AddRange(fill);
        return chosen.Count == matches && chosen.Sum(shape => shape.Count) <= filters
            ? chosen
            : throw new LoadException($"no {filters} filters of this tree match each topic {matches} times");
    }

    /// <summary>
    /// A topic is matched by one filter of each shape, so a shape has subscribers of its own: every so-manieth.
    /// </summary>
    private void AddMatching()
    {
        for (int shape = 0; shape < Shapes.Count; shape++)
        {
            int own = ((_filtersOf.Length - shape - 1) / Matches) + 1;
            for (long number = 0; number < Shapes[shape].Count; number++)
            {
                _filtersOf[shape + (Matches * (int)(number % own))].Add(Shapes[shape].Filter(number));
            }
        }
    }

    /// <summary>Filters that match nothing, to those who have the fewest.</summary>
    private void AddIdle(TopicTree tree, int filters, Random random)
    {
        FilterShape[] shapes = [.. FilterShape.All(tree).Where(shape => shape.NamedLevels.Any())];
        var fewest = new PriorityQueue<List<string>, int>(_filtersOf.Select(list => (list, list.Count)));
        int count = _filtersOf.Sum(list => list.Count);
        for (int number = 0; number < filters - count; number++)
        {
            List<string> list = fewest.Dequeue();
            list.Add(shapes[random.Next(shapes.Length)].IdleFilter(random, number));
            fewest.Enqueue(list, list.Count);
        }
    }
}
