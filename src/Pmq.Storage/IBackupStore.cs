namespace Pmq.Storage;

/// <summary>A store of which a copy can be made while it is used.</summary>
public interface IBackupStore
{
    /// <summary>
    /// Writes what is committed at this moment into a new file: a database of SQLite, whatever the store is. Blocks
    /// until it is on disk; neither commits nor pages wait for it.
    /// </summary>
    /// <exception cref="IOException">It could not be made, or there is such a file already.</exception>
    void Backup(string file);
}
