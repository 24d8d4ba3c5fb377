namespace Pmq.Crash.Running;

/// <summary>A data directory of the run's own.</summary>
internal sealed class SqlitePlace : IStorePlace
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pmq-crash-");

    public IReadOnlyList<string> Options => ["--store", "sqlite", "--data", _directory.FullName];

    public void KillServer() => throw new NotSupportedException("SQLite has no server.");

    public void StartServer() => throw new NotSupportedException("SQLite has no server.");

    public void Dispose() => _directory.Delete(recursive: true);
}
