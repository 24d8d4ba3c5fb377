using Pmq.TestKit;

namespace Pmq.Crash.Running;

/// <summary>A database on a PostgreSQL server of the run's own.</summary>
internal sealed class PostgresPlace : IStorePlace
{
    private readonly PostgresServer _server = new();

    public PostgresPlace() =>
        Options = ["--store", "postgres", "--store-url", _server.ConnectionString(_server.CreateDatabase())];

    public IReadOnlyList<string> Options { get; }

    public void KillServer() => _server.Kill();

    public void StartServer() => _server.Start();

    public void Dispose() => _server.Dispose();
}
