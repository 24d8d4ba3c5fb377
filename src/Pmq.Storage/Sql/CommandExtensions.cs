using System.Data.Common;

namespace Pmq.Storage.Sql;

/// <summary>Short forms of what ADO.NET needs several lines for.</summary>
internal static class CommandExtensions
{
    public static DbCommand Command(this DbConnection connection, string text)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    public static DbCommand With(this DbCommand command, string name, object value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
        return command;
    }

    public static void Execute(this DbConnection connection, string text)
    {
        using DbCommand command = connection.Command(text);
        command.ExecuteNonQuery();
    }

    public static object? Scalar(this DbConnection connection, string text)
    {
        using DbCommand command = connection.Command(text);
        return command.ExecuteScalar();
    }

    /// <summary>A whole number, of whatever width the database gives it.</summary>
    public static long ScalarNumber(this DbConnection connection, string text) =>
        Convert.ToInt64(connection.Scalar(text), provider: null);

    public static byte[] Bytes(this DbDataReader rows, int column) => rows.GetFieldValue<byte[]>(column);
}
