using Pmq.Storage.Sql;
using SQLitePCL;

namespace Pmq.Storage.Sqlite;

/// <summary>The rows that a compiled statement finds in a file of SQLite.</summary>
/// <remarks>Owner: whoever asked for them.</remarks>
internal sealed class SqliteRows(SqliteHandle connection, sqlite3_stmt statement) : IRows
{
    // A statement that is run again after its last row begins anew.
    private bool _isOver;

    public bool Read()
    {
        if (_isOver)
        {
            return false;
        }

        int code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        _isOver = true;
        if (code != raw.SQLITE_DONE)
        {
            connection.Check(code);
        }

        return false;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public void Dispose() => statement.Dispose();
}
