using System.Data.Common;

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
    public static NodeRow Raise(DbConnection connection, string name) => Run(connection, RaiseText, name);

    public static NodeRow Read(DbConnection connection, string name) => Run(connection, ReadText, name);

    private static NodeRow Run(DbConnection connection, string text, string name)
    {
        using DbCommand command = connection.Command(text).With("@name", name);
        using DbDataReader rows = command.ExecuteReader();
        if (!rows.Read())
        {
            return default;
        }

        var row = new NodeRow(rows.GetInt64(0), rows.GetInt64(1));
        // SQLite is done with a statement that changes something when its last row was taken.
        while (rows.Read())
        {
        }

        return row;
    }
}
