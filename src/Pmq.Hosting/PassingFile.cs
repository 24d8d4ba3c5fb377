namespace Pmq.Hosting;

/// <summary>A file that is read once, from its beginning to its end, and then is of no use.</summary>
/// <remarks>Owner: whoever reads it.</remarks>
internal sealed class PassingFile(string file, Action closed)
    : FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true)
{
    private Action? _closed = closed;

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Interlocked.Exchange(ref _closed, null)?.Invoke();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Interlocked.Exchange(ref _closed, null)?.Invoke();
    }
}
