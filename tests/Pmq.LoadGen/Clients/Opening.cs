using Pmq.LoadGen.Io;

namespace Pmq.LoadGen.Clients;

/// <summary>Opens many clients, so many at a time.</summary>
internal sealed class Opening
{
    private readonly IReadOnlyList<Client> _clients;
    private readonly int _parallel;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _next;
    private int _underWay;
    private bool _isStarting;

    private Opening(IReadOnlyList<Client> clients, int parallel)
    {
        _clients = clients;
        _parallel = parallel;
    }

    /// <summary>How many failed; the first error stands in for all.</summary>
    public int Failed { get; private set; }

    /// <summary>What the first that failed said.</summary>
    public string? FirstError { get; private set; }

    /// <summary>Opens all and waits for all.</summary>
    public static async Task<Opening> RunAsync(
        EventLoop loop, IReadOnlyList<Client> clients, int parallel, CancellationToken limit)
    {
        var opening = new Opening(clients, parallel);
        loop.Post(opening.StartMore);
        await opening._done.Task.WaitAsync(limit);
        return opening;
    }

    /// <summary>Opens all, and none may fail.</summary>
    public static async Task OpenAllAsync(
        EventLoop loop, IReadOnlyList<Client> clients, int parallel, CancellationToken limit)
    {
        Opening opening = await RunAsync(loop, clients, parallel, limit);
        if (opening.Failed > 0)
        {
            throw new LoadException(
                $"{opening.Failed} of {clients.Count} clients could not connect: {opening.FirstError}");
        }
    }

    private void StartMore()
    {
        // A client may be done at once, and then comes back here.
        if (_isStarting)
        {
            return;
        }

        _isStarting = true;
        while (_underWay < _parallel && _next < _clients.Count)
        {
            _underWay++;
            _clients[_next++].Open(Opened);
        }

        _isStarting = false;
        if (_underWay == 0)
        {
            _done.TrySetResult();
        }
    }

    private void Opened(Client client)
    {
        _underWay--;
        if (client.Error is not null)
        {
            Failed++;
            FirstError ??= client.Error;
        }

        StartMore();
    }
}
