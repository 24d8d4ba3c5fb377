using Npgsql;

namespace Pmq.Storage.Postgres;

/// <summary>Statements that are sent to the server together. When one fails, those behind it are left out.</summary>
/// <remarks>Owner: storage writer.</remarks>
internal sealed class StatementList(NpgsqlConnection connection) : IDisposable
{
    private readonly NpgsqlBatch _batch = connection.CreateBatch();

    /// <summary>Adds a statement and its parameters.</summary>
    public void Add(string text, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (NpgsqlParameter parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        _batch.BatchCommands.Add(command);
    }

    /// <summary>Adds one that takes many rows, a parameter for each column; nothing when there is no row.</summary>
    public void AddRows(int rows, string text, params ReadOnlySpan<NpgsqlParameter> columns)
    {
        if (rows > 0)
        {
            Add(text, columns);
        }
    }

    public void Run() => _batch.ExecuteNonQuery();

    /// <summary>Runs them, and gives each pair of numbers that one of them returns to somebody.</summary>
    public void RunFor(Action<long, long> found)
    {
        using NpgsqlDataReader rows = _batch.ExecuteReader();
        do
        {
            while (rows.Read())
            {
                found(rows.GetInt64(0), rows.GetInt64(1));
            }
        }
        while (rows.NextResult());
    }

    public void Dispose() => _batch.Dispose();

    /// <summary>A parameter whose type is that of its value.</summary>
    public static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    /// <summary>A column of many rows.</summary>
    public static NpgsqlParameter<T[]> Column<T>(IEnumerable<T> values) => Value<T[]>([.. values]);
}
