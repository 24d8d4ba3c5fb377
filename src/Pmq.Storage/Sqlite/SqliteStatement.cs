using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Pmq.Storage.Sqlite;

/// <summary>A statement that is compiled once and run for many rows. Its parameters are ?1, ?2 and so on.</summary>
/// <remarks>Owner: storage writer.</remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand _command;

    public SqliteStatement(SqliteConnection connection, string text, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = text;
        for (int i = 1; i <= parameters; i++)
        {
            SqliteParameter parameter = _command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"?{i}");
            _command.Parameters.Add(parameter);
        }
    }

    /// <summary>Runs it, and returns how many rows it changed.</summary>
    public int Run(params ReadOnlySpan<object> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>
    /// Runs it, and gives the number in each row it returns to somebody; none where there is no number.
    /// </summary>
    public void RunFor(Action<long> found, params ReadOnlySpan<object> values)
    {
        Bind(values);
        using SqliteDataReader rows = _command.ExecuteReader();
        while (rows.Read())
        {
            if (!rows.IsDBNull(0))
            {
                found(rows.GetInt64(0));
            }
        }
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i];
        }
    }
}
