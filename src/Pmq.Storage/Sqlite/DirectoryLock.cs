namespace Pmq.Storage.Sqlite;

/// <summary>
/// Keeps a data directory for one process, by a file that nobody else can open. The system lets it go when the process
/// ends in whatever way.
/// </summary>
/// <remarks>Owner: the store.</remarks>
internal sealed class DirectoryLock : IDisposable
{
    // What .NET reports for a file that another process has: EWOULDBLOCK of Linux and of macOS, and Windows' code.
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly FileStream? _file;

    private DirectoryLock(FileStream? file) => _file = file;

    /// <summary>Makes the directory when it is missing, and takes it.</summary>
    public static DirectoryLock Take(SqliteSettings settings)
    {
        MakeDirectory(settings.Directory);
        if (!settings.IsExclusive)
        {
            return new DirectoryLock(file: null);
        }

        try
        {
            return new DirectoryLock(
                new FileStream(settings.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException fault) when (fault.HResult is WouldBlockOnLinux or WouldBlockOnMac or SharingViolation)
        {
            throw new StoreOpenException(
                $"The data directory {settings.Directory} is used by another pmq. Stop that one, or give this one a "
                + "directory of its own.",
                fault);
        }
    }

    public void Dispose() => _file?.Dispose();

    // What clients send to each other is nobody else's business.
    private static void MakeDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(
                directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
