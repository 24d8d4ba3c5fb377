using System.Globalization;
using Npgsql;
using Pmq.Broker.Durability;
using Pmq.Storage.Postgres;
using Pmq.Storage.Tests.Contract;

namespace Pmq.Storage.Tests.Postgres;

/// <summary>A database of its own on the tests' server.</summary>
internal sealed class PostgresHome : IStoreHome
{
    /// <summary>The connections of the stores, among those of the database.</summary>
    private const string OfStores = "datname = current_database() AND application_name = 'pmq'";

    private readonly PostgresServer _server;

    public PostgresHome(PostgresServer server)
    {
        _server = server;
        Database = server.CreateDatabase();
    }

    public string Database { get; }

    public string ConnectionString => _server.ConnectionString(Database);

    /// <summary>The same database behind another port.</summary>
    public string ConnectionStringAt(int port) =>
        ConnectionString.Replace($"Port={_server.Port}", $"Port={port}", StringComparison.Ordinal);

    public PostgresSettings Settings => PostgresSettings.Parse(ConnectionString);

    public IStore Make() => PostgresStore.Create(ConnectionString);

    public IStore MakeIntruder() => new PostgresStore(Settings with { IsExclusive = false });

    public long RowCount() => Number("""
        SELECT (SELECT count(*) FROM session) + (SELECT count(*) FROM subscription) + (SELECT count(*) FROM messages)
            + (SELECT count(*) FROM message_use) + (SELECT count(*) FROM queue) + (SELECT count(*) FROM released)
            + (SELECT count(*) FROM unreleased) + (SELECT count(*) FROM retained)
        """);

    public NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(
            ConnectionString + ";Search Path=pmq;Pooling=false;Application Name=test");
        connection.Open();
        return connection;
    }

    public long Number(string text)
    {
        using NpgsqlConnection connection = Open();
        using var command = new NpgsqlCommand(text, connection);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public void Execute(string text)
    {
        using NpgsqlConnection connection = Open();
        using var command = new NpgsqlCommand(text, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Ends the stores' connections, on the server's side.</summary>
    public void CutConnections()
    {
        Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {OfStores}");
        WaitFor($"SELECT count(*) = 0 FROM pg_stat_activity WHERE {OfStores}");
    }

    /// <summary>Waits until a store waits for somebody else's lock.</summary>
    public void WaitForWaiting() =>
        WaitFor($"SELECT count(*) > 0 FROM pg_stat_activity WHERE {OfStores} AND wait_event_type = 'Lock'");

    /// <summary>The server goes with the tests, and its databases with it.</summary>
    public void Dispose()
    {
    }

    private void WaitFor(string question) =>
        Assert.True(
            SpinWait.SpinUntil(() => Number($"SELECT ({question})::integer") == 1, OpenedStore.Patience), question);
}
