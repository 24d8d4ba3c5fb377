using SQLitePCL;

namespace Pmq.Storage.Sqlite;

/// <summary>The compiled statements of one connection, each from its first use on.</summary>
/// <remarks>Owner: storage writer.</remarks>
internal sealed class SqliteStatements(sqlite3 database) : IDisposable
{
    // By the text's place, not its letters: all texts are constants, and one is looked up for each row.
    private readonly Dictionary<string, SqliteStatement> _byText = new(ReferenceEqualityComparer.Instance);

    public SqliteStatement Of(string text)
    {
        if (!_byText.TryGetValue(text, out SqliteStatement? statement))
        {
            statement = new SqliteStatement(database, text);
            _byText.Add(text, statement);
        }

        return statement;
    }

    public void Dispose()
    {
        foreach (SqliteStatement statement in _byText.Values)
        {
            statement.Dispose();
        }

        _byText.Clear();
    }
}
