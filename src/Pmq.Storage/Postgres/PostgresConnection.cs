using System.Data.Common;
using Npgsql;
using Pmq.Storage.Sql;

namespace Pmq.Storage.Postgres;

/// <summary>A connection to PostgreSQL.</summary>
/// <remarks>Owner: whoever opened it.</remarks>
internal sealed class PostgresConnection(NpgsqlConnection driver) : IConnection
{
    /// <summary>The driver's connection, for what only PostgreSQL does.</summary>
    public NpgsqlConnection Driver => driver;

    public void Execute(string text) => driver.Execute(text);

    public IRows Query(string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        DbCommand command = driver.Command(text);
        foreach ((string name, object value) in values)
        {
            command.With(name, value);
        }

        return PostgresRows.Of(command);
    }

    public IRows Scan(string text)
    {
        DbCommand command = driver.Command(text);
        command.CommandTimeout = 0;
        return PostgresRows.Of(command);
    }

    public void Dispose() => driver.Dispose();
}
