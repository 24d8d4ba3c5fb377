namespace Pmq.Storage.Sql;

/// <summary>Short forms of queries for one value.</summary>
internal static class ConnectionExtensions
{
    public static long Number(this IConnection connection, string text)
    {
        using IRows rows = connection.Query(text);
        return rows.Read() ? rows.Number(0) : 0;
    }
}
