namespace Pmq.Crash;

/// <summary>Where the broker that is killed keeps its state.</summary>
public enum StoreUnderTest
{
    /// <summary>A file in a data directory.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server of the run's own, which may be killed too.</summary>
    Postgres,

    /// <summary>Nowhere: such a broker must be found out.</summary>
    Memory,
}
