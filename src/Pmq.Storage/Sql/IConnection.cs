namespace Pmq.Storage.Sql;

/// <summary>
/// A connection to a database, as far as the queries go that are the same with each. It is no class of ADO.NET, because
/// to load that and the driver of SQLite takes three megabytes of a process.
/// </summary>
internal interface IConnection : IDisposable
{
    /// <summary>Runs statements that have no parameters and no result.</summary>
    void Execute(string text);

    /// <summary>Asks for rows; the values are those of the text's named parameters, numbers or texts.</summary>
    IRows Query(string text, params ReadOnlySpan<(string Name, object Value)> values);

    /// <summary>Asks for so many rows that it takes as long as it takes.</summary>
    IRows Scan(string text);
}
