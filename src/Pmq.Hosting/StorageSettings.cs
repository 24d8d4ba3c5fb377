namespace Pmq.Hosting;

/// <summary>Where a node keeps its state.</summary>
public sealed record StorageSettings
{
    /// <summary>What keeps it. A file, because a broker that forgets is not what people expect.</summary>
    public StoreKind Kind { get; init; } = StoreKind.Sqlite;

    /// <summary>The data directory, which is made when it is not there.</summary>
    public string Directory { get; init; } = "pmq-data";

    /// <summary>How to reach PostgreSQL: a connection string of Npgsql.</summary>
    public string Url { get; init; } = "";
}
