using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pmq.Broker.Durability;
using Pmq.Storage;

namespace Pmq.Hosting;

/// <summary>
/// The node's store, from the start of the program to its end, and what is to happen when it is in trouble: it is logged,
/// and a node that has lost its store to another stops.
/// </summary>
/// <remarks>Owner: thread-safe.</remarks>
public sealed class NodeStore : IDisposable
{
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<NodeStore> _log;
    private readonly StorageSettings _settings;
    private bool _isLost;

    public NodeStore(PmqSettings settings, IHostApplicationLifetime lifetime, ILogger<NodeStore> log)
    {
        _settings = settings.Storage;
        _lifetime = lifetime;
        _log = log;
        Store = _settings.Kind switch
        {
            StoreKind.Sqlite => SqliteStore.Create(_settings.Directory),
            StoreKind.Postgres => PostgresStore.Create(_settings.Url),
            _ => null,
        };
    }

    /// <summary>The store; null when state is kept in memory only.</summary>
    public IStore? Store { get; }

    /// <summary>True when another node has the store, which is why this one stops.</summary>
    public bool IsLost => Volatile.Read(ref _isLost);

    /// <summary>What is wrong with the store has changed.</summary>
    public void Report(StoreTrouble? trouble)
    {
        if (trouble is null)
        {
            NodeLog.StoreRecovered(_log);
            return;
        }

        if (!trouble.IsFinal)
        {
            NodeLog.StoreFails(_log, trouble.Reason);
            return;
        }

        Volatile.Write(ref _isLost, true);
        NodeLog.StoreLost(_log, trouble.Reason);
        _lifetime.StopApplication();
    }

    /// <inheritdoc/>
    public void Dispose() => (Store as IDisposable)?.Dispose();
}
