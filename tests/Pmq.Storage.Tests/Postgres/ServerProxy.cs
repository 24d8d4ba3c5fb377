using System.Net;
using System.Net.Sockets;

namespace Pmq.Storage.Tests.Postgres;

/// <summary>Stands between clients and a server, and sees what they say to each other.</summary>
internal abstract class ServerProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _serverPort;

    protected ServerProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    /// <summary>What there is to see to in one connection.</summary>
    protected abstract IRelay NewRelay();

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
            IRelay relay = NewRelay();
            Task requests = PassAsync(client.GetStream(), server.GetStream(), relay.Request, end);
            Task answers = PassAsync(server.GetStream(), client.GetStream(), relay.Answer, end);
            await Task.WhenAny(requests, answers);
        }
    }

    private static async Task PassAsync(NetworkStream from, NetworkStream to, RelayBytes look, CancellationToken end)
    {
        byte[] bytes = new byte[64 * 1024];
        while (await from.ReadAsync(bytes, end) is > 0 and int count && look(bytes.AsSpan(0, count)))
        {
            await to.WriteAsync(bytes.AsMemory(0, count), end);
        }
    }

    private delegate bool RelayBytes(Span<byte> bytes);

    /// <summary>One connection; what is said may be changed, and where it answers false the connection ends.</summary>
    protected interface IRelay
    {
        bool Request(Span<byte> bytes);

        bool Answer(Span<byte> bytes);
    }
}
