namespace Pmq.Storage.Sql;

/// <summary>What a database keeps of a node: how often its store was opened, and the last batch it committed.</summary>
internal readonly record struct NodeRow(long Incarnation, long Batch)
{
    private const string RaiseText = """
        INSERT INTO node (name, incarnation, batch) VALUES (@name, 1, 0)
        ON CONFLICT (name) DO UPDATE SET incarnation = node.incarnation + 1
        RETURNING incarnation, batch
        """;

    private const string ReadText = "SELECT incarnation, batch FROM node WHERE name = @name";

    /// <summary>Takes the node over: whoever had it before finds his fence broken.</summary>
    public static NodeRow Raise(IConnection connection, string name) => Run(connection, RaiseText, name);

    public static NodeRow Read(IConnection connection, string name) => Run(connection, ReadText, name);

    private static NodeRow Run(IConnection connection, string text, string name)
    {
        using IRows rows = connection.Query(text, ("@name", name));
        if (!rows.Read())
        {
            return default;
        }

        var row = new NodeRow(rows.Number(0), rows.Number(1));
        // SQLite is done with a statement that changes something when its last row was taken.
        while (rows.Read())
        {
        }

        return row;
    }
}
