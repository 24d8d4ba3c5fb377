using System.Globalization;
using Pmq.Storage.Sql;
using SQLitePCL;

namespace Pmq.Storage.Sqlite;

/// <summary>
/// A connection to a file of SQLite. It speaks to SQLite itself, so that the driver is loaded for backups only.
/// </summary>
/// <remarks>Owner: whoever opened it.</remarks>
internal sealed class SqliteHandle : IConnection
{
    private SqliteHandle(sqlite3 database) => Database = database;

    public sqlite3 Database { get; }

    /// <summary>Opens a file for reading and writing.</summary>
    public static SqliteHandle Open(string file, bool mayCreate)
    {
        int flags = raw.SQLITE_OPEN_READWRITE | (mayCreate ? raw.SQLITE_OPEN_CREATE : 0);
        int code = raw.sqlite3_open_v2(file, out sqlite3 database, flags, null);
        var handle = new SqliteHandle(database);
        try
        {
            handle.Check(code);
            handle.Check(raw.sqlite3_busy_timeout(database, 1000 * SqliteSettings.LockedSecondsMax));
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public void Execute(string text) => Check(raw.sqlite3_exec(Database, text));

    public IRows Query(string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        Check(raw.sqlite3_prepare_v2(Database, text, out sqlite3_stmt statement));
        try
        {
            foreach ((string name, object value) in values)
            {
                Give(statement, raw.sqlite3_bind_parameter_index(statement, name), value);
            }

            return new SqliteRows(this, statement);
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    public IRows Scan(string text) => Query(text);

    /// <summary>Makes an exception of what SQLite answers, unless all is well.</summary>
    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            SqliteFaults.Throw(Database, code);
        }
    }

    public void Dispose() => Database.Dispose();

    private void Give(sqlite3_stmt statement, int place, object value) =>
        Check(value is string text
            ? raw.sqlite3_bind_text(statement, place, text)
            : raw.sqlite3_bind_int64(statement, place, Convert.ToInt64(value, CultureInfo.InvariantCulture)));
}
