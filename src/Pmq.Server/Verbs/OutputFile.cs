namespace Pmq.Server.Verbs;

/// <summary>
/// A file that a verb writes what a node sends into. Under its own name it is whole from the first moment on: until
/// then it lies beside it, and when the node breaks off it goes.
/// </summary>
internal static class OutputFile
{
    private const string Unfinished = ".part";

    /// <summary>
    /// Has somebody write the file, and returns how long it is; null, with a line on the error output, when it can't be
    /// written or is there already.
    /// </summary>
    public static async Task<long?> WriteAsync(string file, bool overwrite, Func<Stream, Task> write)
    {
        if (!overwrite && File.Exists(file))
        {
            await Console.Error.WriteLineAsync($"{file} is there already. Use --force to write over it.");
            return null;
        }

        try
        {
            return await WriteWholeAsync(file, overwrite, write);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"pmq can't write {file}: {fault.Message}");
            return null;
        }
    }

    private static async Task<long> WriteWholeAsync(string file, bool overwrite, Func<Stream, Task> write)
    {
        string unfinished = file + Unfinished;
        try
        {
            long length;
            await using (FileStream output = Create(unfinished))
            {
                await write(output);
                output.Flush(flushToDisk: true);
                length = output.Length;
            }

            File.Move(unfinished, file, overwrite);
            return length;
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    // What clients send to each other is nobody else's business.
    private static FileStream Create(string file)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(file, options);
    }
}
