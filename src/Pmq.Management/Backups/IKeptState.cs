using Pmq.Broker.Durability;

namespace Pmq.Management.Backups;

/// <summary>What a node keeps through a crash, for those who want a copy of it.</summary>
public interface IKeptState
{
    /// <summary>Why the node keeps nothing; null when it does.</summary>
    string? NothingKept { get; }

    /// <summary>
    /// Writes what is kept at this moment into a file of its own, and opens it for reading; who closes it deletes it.
    /// One is made at a time.
    /// </summary>
    /// <exception cref="IOException">It could not be made; the message says why.</exception>
    Task<Stream> MakeBackupAsync(CancellationToken cancellation);

    /// <summary>What is kept at this moment, to be read piece by piece.</summary>
    /// <exception cref="IOException">It can't be read; the message says why.</exception>
    IStoreSnapshot TakeSnapshot();
}
