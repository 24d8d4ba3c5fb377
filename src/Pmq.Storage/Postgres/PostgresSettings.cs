using System.Globalization;
using Npgsql;

namespace Pmq.Storage.Postgres;

/// <summary>Where a PostgreSQL store is, and how it goes about it.</summary>
internal sealed record PostgresSettings
{
    public const string NodeDefault = "pmq";

    /// <summary>The oldest version that is looked at by PostgreSQL's own developers while PMQ is.</summary>
    public const int ServerVersionMin = 15;

    private const string SchemaDefault = "pmq";
    private const int ConnectSecondsMax = 5;

    private PostgresSettings(NpgsqlConnectionStringBuilder connection) => Connection = connection;

    /// <summary>The name under which the fence is kept, and the lock of the process.</summary>
    public string Node { get; init; } = NodeDefault;

    /// <summary>
    /// How long to wait for the lock at the start: the server takes a moment to notice that a process before has died.
    /// </summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether other processes are kept out. Only tests let another store in, to see the fence hold.</summary>
    public bool IsExclusive { get; init; } = true;

    /// <summary>True when the tables' schema is made by the store.</summary>
    public bool OwnsSchema { get; private init; }

    public NpgsqlConnectionStringBuilder Connection { get; }

    /// <summary>Where it is, without what is secret.</summary>
    public string Place => string.Create(
        CultureInfo.InvariantCulture,
        $"the database {Database} of PostgreSQL at {Connection.Host}:{Connection.Port}");

    public string Database => Connection.Database ?? Connection.Username ?? "";

    public static PostgresSettings Parse(string connectionString)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            ArgumentException.ThrowIfNullOrEmpty(builder.Host);
            bool ownsSchema = string.IsNullOrEmpty(builder.SearchPath);
            Adapt(builder);
            return new PostgresSettings(builder) { OwnsSchema = ownsSchema };
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or InvalidCastException)
        {
            // The fault's own text may quote the string, and with it a password.
            throw new StoreOpenException(
                "The connection string of PostgreSQL can't be read. It looks like this: "
                + "Host=db.example.org;Port=5432;Database=pmq;Username=pmq;Password=...");
        }
    }

    private static void Adapt(NpgsqlConnectionStringBuilder builder)
    {
        // The store keeps its two connections itself. One that comes back from a pool may be broken, and the lock of
        // the process hangs on one.
        builder.Pooling = false;
        builder.Enlist = false;
        builder.TcpKeepAlive = true;
        builder.Timeout = Math.Min(builder.Timeout, ConnectSecondsMax);
        builder.ApplicationName ??= "pmq";
        if (string.IsNullOrEmpty(builder.SearchPath))
        {
            builder.SearchPath = SchemaDefault;
        }

        // A batch is the same dozen of statements each time; the server parses them once.
        if (builder.MaxAutoPrepare == 0)
        {
            builder.MaxAutoPrepare = 64;
            builder.AutoPrepareMinUsages = 2;
        }
    }
}
