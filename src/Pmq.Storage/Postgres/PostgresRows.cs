using System.Data.Common;
using Pmq.Storage.Sql;

namespace Pmq.Storage.Postgres;

/// <summary>The rows that a command finds in PostgreSQL.</summary>
/// <remarks>Owner: whoever asked for them.</remarks>
internal sealed class PostgresRows : IRows
{
    private readonly DbCommand _command;
    private readonly DbDataReader _rows;

    private PostgresRows(DbCommand command, DbDataReader rows)
    {
        _command = command;
        _rows = rows;
    }

    /// <summary>Runs a command, which is disposed of together with the rows.</summary>
    public static PostgresRows Of(DbCommand command)
    {
        try
        {
            return new PostgresRows(command, command.ExecuteReader());
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    public bool Read() => _rows.Read();

    public bool IsNull(int column) => _rows.IsDBNull(column);

    public long Number(int column) => _rows.GetInt64(column);

    public string Text(int column) => _rows.GetString(column);

    public byte[] Bytes(int column) => _rows.Bytes(column);

    public void Dispose()
    {
        _rows.Dispose();
        _command.Dispose();
    }
}
