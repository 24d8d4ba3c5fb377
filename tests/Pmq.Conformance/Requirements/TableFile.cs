namespace Pmq.Conformance.Requirements;

/// <summary>
/// A table in a text file: one row a line, a tab between columns, the first line their names. Empty columns at the end
/// of a row may be left out, because editors trim blanks there.
/// </summary>
internal static class TableFile
{
    public static IReadOnlyList<string[]> Read(string path, params string[] columns)
    {
        string[] lines = File.ReadAllLines(path);
        string header = string.Join('\t', columns);
        if (lines.Length == 0 || lines[0] != header)
        {
            throw new InvalidDataException($"{path}: the first line must be the columns {string.Join(", ", columns)}.");
        }

        var rows = new List<string[]>(lines.Length - 1);
        for (int i = 1; i < lines.Length; i++)
        {
            string[] cells = lines[i].Split('\t', StringSplitOptions.TrimEntries);
            if (cells.Length > columns.Length || cells[0].Length == 0)
            {
                throw new InvalidDataException($"{path}:{i + 1}: a row has 1 to {columns.Length} columns.");
            }

            rows.Add([.. cells, .. Enumerable.Repeat("", columns.Length - cells.Length)]);
        }

        return rows;
    }
}
