namespace Pmq.Management.Backups;

/// <summary>What copies of a node's state are made from.</summary>
public interface IBackupSource
{
    /// <summary>Why there is nothing to copy; null when there is something.</summary>
    string? NothingKept { get; }

    /// <summary>
    /// Writes what is kept at this moment into a file of its own, and opens it for reading; who closes it deletes it. One
    /// is made at a time.
    /// </summary>
    /// <exception cref="IOException">It could not be made; the message says why.</exception>
    Task<Stream> MakeBackupAsync(CancellationToken cancellation);
}
