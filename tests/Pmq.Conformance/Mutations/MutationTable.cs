namespace Pmq.Conformance.Mutations;

/// <summary>The mutations in <c>tests/spec/mutations.tsv</c>.</summary>
public static class MutationTable
{
    /// <summary>Where the table is.</summary>
    public const string RelativePath = "tests/spec/mutations.tsv";

    private const int Columns = 6;

    /// <summary>All mutations, in the order of the file.</summary>
    public static IReadOnlyList<Mutation> Read(string root)
    {
        List<Mutation> all = [];
        foreach (string line in File.ReadLines(Path.Combine(root, RelativePath)).Skip(1))
        {
            string[] cells = line.Split('\t');
            if (cells.Length != Columns)
            {
                throw new FormatException($"{RelativePath}: a row has {cells.Length} cells, not {Columns}: {line}");
            }

            all.Add(new Mutation(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]));
        }

        return all;
    }
}
