using System.Net;
using System.Net.Sockets;

namespace Pmq.Storage.Tests.Postgres;

/// <summary>
/// Stands between a client and a server. When it is told to, it passes the next request that holds certain bytes on,
/// and when the server has answered it, it closes the connection instead of passing the answer back.
/// </summary>
internal sealed class AnswerLosingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _serverPort;
    private readonly byte[] _mark;
    private volatile bool _isArmed;

    public AnswerLosingProxy(int serverPort, byte[] mark)
    {
        _serverPort = serverPort;
        _mark = mark;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void LoseNextAnswer() => _isArmed = true;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        CancellationToken end = _end.Token;
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(end), end);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken end)
    {
        using (client)
        using (var server = new TcpClient())
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, end);
            var losing = new TaskCompletionSource();
            Task requests = PassRequestsAsync(client.GetStream(), server.GetStream(), losing, end);
            Task answers = PassAnswersAsync(server.GetStream(), client.GetStream(), losing.Task, end);
            await Task.WhenAny(requests, answers);
        }
    }

    private async Task PassRequestsAsync(
        NetworkStream client, NetworkStream server, TaskCompletionSource losing, CancellationToken end)
    {
        byte[] bytes = new byte[64 * 1024];
        while (await client.ReadAsync(bytes, end) is > 0 and int count)
        {
            if (_isArmed && bytes.AsSpan(0, count).IndexOf(_mark) >= 0)
            {
                _isArmed = false;
                losing.SetResult();
            }

            await server.WriteAsync(bytes.AsMemory(0, count), end);
        }
    }

    private static async Task PassAnswersAsync(
        NetworkStream server, NetworkStream client, Task losing, CancellationToken end)
    {
        byte[] bytes = new byte[64 * 1024];
        while (await server.ReadAsync(bytes, end) is > 0 and int count && !losing.IsCompleted)
        {
            await client.WriteAsync(bytes.AsMemory(0, count), end);
        }
    }
}
