using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Pmq.Storage.Backups;
using Pmq.Storage.Sql;

namespace Pmq.Storage.Sqlite;

/// <summary>Writes what another kind of database holds into a new file of SQLite, in one transaction.</summary>
/// <remarks>Owner: whoever makes the backup.</remarks>
internal sealed class BackupWriter : IDisposable
{
    // Nobody looks at the file before it is whole and synced, so it needs no journal. Where space is given back comes
    // first, because it counts only as long as nothing is in the file.
    private const string BeginText =
        "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN";

    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;

    public BackupWriter(string file)
    {
        SqliteLibrary.Use();
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ConnectionString);
        _connection.Open();
        _statements = new SqliteStatements(_connection.Handle!);
        _connection.Execute(BeginText);
        foreach (string migration in SqliteSchema.Migrations)
        {
            _connection.Execute(migration);
        }

        _connection.Execute(string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO pmq_schema (version) VALUES ({SqliteSchema.Migrations.Count})"));
    }

    /// <summary>Copies all rows, which come in the order of the table's columns.</summary>
    public void Copy(StoreTable table, DbDataReader rows)
    {
        IEnumerable<string> places =
            table.Columns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"?{i + 1}"));
        string text = $"INSERT INTO {table.Name} ({table.ColumnList}) VALUES ({string.Join(", ", places)})";
        SqliteStatement insert = _statements.Of(text);
        while (rows.Read())
        {
            for (int i = 0; i < table.Columns.Length; i++)
            {
                Give(insert, table.Columns[i].Kind, rows, i);
            }

            insert.Run();
        }
    }

    public void Commit() => _connection.Execute("COMMIT");

    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private static void Give(SqliteStatement insert, ColumnKind kind, DbDataReader rows, int column)
    {
        if (rows.IsDBNull(column))
        {
            insert.Null();
            return;
        }

        switch (kind)
        {
            case ColumnKind.Number:
                insert.Number(Convert.ToInt64(rows.GetValue(column), CultureInfo.InvariantCulture));
                break;
            case ColumnKind.Text:
                insert.Text(rows.GetString(column));
                break;
            default:
                insert.Bytes(rows.Bytes(column));
                break;
        }
    }
}
