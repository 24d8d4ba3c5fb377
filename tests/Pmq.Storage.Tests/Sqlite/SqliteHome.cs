using Microsoft.Data.Sqlite;
using Pmq.Broker.Durability;
using Pmq.Storage.Sqlite;
using Pmq.Storage.Tests.Contract;

namespace Pmq.Storage.Tests.Sqlite;

/// <summary>A temporary data directory.</summary>
internal sealed class SqliteHome : IStoreHome
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("pmq-sqlite-");

    /// <summary>The data directory, which is not there yet.</summary>
    public string DataDirectory => Path.Combine(_root.FullName, "data");

    public string File => Path.Combine(DataDirectory, SqliteStore.FileName);

    public SqliteSettings Settings => new(DataDirectory);

    public IStore Make() => SqliteStore.Create(DataDirectory);

    public IStore MakeIntruder() => new SqliteStore(Settings with { IsExclusive = false });

    public long RowCount() => Number("""
        SELECT (SELECT count(*) FROM session) + (SELECT count(*) FROM subscription) + (SELECT count(*) FROM messages)
            + (SELECT count(*) FROM message_use) + (SELECT count(*) FROM queue) + (SELECT count(*) FROM released)
            + (SELECT count(*) FROM unreleased) + (SELECT count(*) FROM retained)
        """);

    /// <summary>A number that a query finds in the file.</summary>
    public long Number(string text)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Changes the file behind the store's back.</summary>
    public void Execute(string text)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    public void Dispose() => _root.Delete(recursive: true);

    private SqliteConnection Open()
    {
        SqliteLibrary.Use();
        var connection = new SqliteConnection(Settings.ConnectionString(SqliteOpenMode.ReadWrite));
        connection.Open();
        return connection;
    }
}
