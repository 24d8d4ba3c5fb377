using SQLitePCL;

namespace Pmq.Storage.Sqlite;

/// <summary>
/// A statement that is compiled once and run for many rows. Values are given in the order of its parameters ?1, ?2 and so
/// on, then it is run. It speaks to SQLite itself: a command of the driver costs more than the row.
/// </summary>
/// <remarks>Owner: storage writer.</remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _given;

    public SqliteStatement(sqlite3 database, string text)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, text, out _statement));
    }

    public SqliteStatement Number(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_given, value));
        return this;
    }

    public SqliteStatement Bytes(ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, ++_given, value));
        return this;
    }

    public SqliteStatement Text(string value)
    {
        Check(raw.sqlite3_bind_text(_statement, ++_given, value));
        return this;
    }

    public SqliteStatement Null()
    {
        Check(raw.sqlite3_bind_null(_statement, ++_given));
        return this;
    }

    /// <summary>Runs it, and returns how many rows it changed.</summary>
    public int Run()
    {
        RunFor(static _ => { });
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Runs it, and gives the number in each row it returns to somebody; none where there is no number.</summary>
    public void RunFor(Action<long> found)
    {
        _given = 0;
        int code = raw.sqlite3_step(_statement);
        while (code == raw.SQLITE_ROW)
        {
            if (raw.sqlite3_column_type(_statement, 0) == raw.SQLITE_INTEGER)
            {
                found(raw.sqlite3_column_int64(_statement, 0));
            }

            code = raw.sqlite3_step(_statement);
        }

        // Says the same error again, which the check below makes an exception of.
        _ = raw.sqlite3_reset(_statement);
        if (code != raw.SQLITE_DONE)
        {
            Check(code);
        }
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            _given = 0;
            SqliteFaults.ThrowPlain(_database, code);
        }
    }
}
