namespace Pmq.Storage.Backups;

/// <summary>
/// A file that is whole from the first moment on: it is written under another name, synced, and moved.
/// </summary>
internal static class NewFile
{
    /// <summary>What is behind the name of a file that is being written.</summary>
    public const string Unfinished = ".part";

    /// <summary>Has somebody write a file. What was there under the other name is deleted first.</summary>
    public static void Write(string file, bool overwrite, Action<string> write)
    {
        string unfinished = file + Unfinished;
        File.Delete(unfinished);
        try
        {
            write(unfinished);
            Sync(unfinished);
            File.Move(unfinished, file, overwrite);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private static void Sync(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
