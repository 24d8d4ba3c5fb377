using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Pmq.Broker.Connections;

namespace Pmq.Transport;

/// <summary>
/// A client's socket as the engine sees it: the writing side of Kestrel's pipe, and the brakes of the read loop.
/// </summary>
/// <remarks>Owner: see <see cref="IClientOutlet"/>; closing and resuming are thread-safe.</remarks>
internal sealed class PipeOutlet(ConnectionContext context) : IClientOutlet
{
    private readonly PipeWriter _output = context.Transport.Output;
    private const int Idle = 0;
    private const int Pending = 1;

    private AsyncSignal _resumed;
    private AsyncSignal _closed;
    private int _isClosed;
    private int _flushing;

    /// <summary>The engine's side; set before anything is read.</summary>
    public ClientConnection? Connection { get; set; }

    public string RemoteAddress => context.RemoteEndPoint?.ToString() ?? "unknown";

    /// <summary>True once the engine has closed it.</summary>
    public bool IsClosed => Volatile.Read(ref _isClosed) != 0;

    /// <summary>Ends when reading is resumed.</summary>
    public Task Resumed => _resumed.WaitAsync();

    /// <summary>Ends when the engine has closed the connection.</summary>
    public Task Closed => _closed.WaitAsync();

    public void Advance(int count) => _output.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => _output.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _output.GetSpan(sizeHint);

    public bool Flush()
    {
        // A pipe allows one flush at a time; what is written meanwhile goes with the next.
        if (Volatile.Read(ref _flushing) != Idle)
        {
            return false;
        }

        ValueTask<FlushResult> flush = _output.FlushAsync();
        if (flush.IsCompletedSuccessfully)
        {
            _ = flush.Result;
            return true;
        }

        Volatile.Write(ref _flushing, Pending);
        _ = TellWhenReadyAsync(flush);
        return false;
    }

    public void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            context.Transport.Input.CancelPendingRead();
            _resumed.Set();
            _closed.Set();
        }
    }

    public void Abort()
    {
        context.Abort();
        Close();
    }

    public void ResumeReading() => _resumed.Set();

    private async Task TellWhenReadyAsync(ValueTask<FlushResult> flush)
    {
        try
        {
            await flush;
        }
        catch (OperationCanceledException)
        {
            // The connection went away; its read loop says so too.
        }

        // Only its writer may flush a pipe, which is told to.
        Volatile.Write(ref _flushing, Idle);
        Connection!.OutletReady();
    }
}
