namespace Pmq.Hosting;

/// <summary>What keeps a node's state through a crash.</summary>
public enum StoreKind
{
    /// <summary>Nothing: state ends with the process.</summary>
    Memory,

    /// <summary>A file of SQLite in the data directory.</summary>
    Sqlite,

    /// <summary>A database of PostgreSQL.</summary>
    Postgres,
}
