using Microsoft.Data.Sqlite;

namespace Pmq.Storage.Sqlite;

/// <summary>The compiled statements of one connection, each from its first use on.</summary>
/// <remarks>Owner: storage writer.</remarks>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> _byText = new(StringComparer.Ordinal);

    public SqliteStatement Of(string text, int parameters = 0)
    {
        if (!_byText.TryGetValue(text, out SqliteStatement? statement))
        {
            statement = new SqliteStatement(connection, text, parameters);
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
