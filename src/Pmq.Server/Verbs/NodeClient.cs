using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pmq.Management;

namespace Pmq.Server.Verbs;

/// <summary>Talks to a node over HTTP on behalf of a verb.</summary>
/// <remarks>Owner: the verb.</remarks>
internal sealed class NodeClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Uri _url;
    private readonly HttpClient _http;

    public NodeClient(Uri url)
    {
        _url = url;

        // What the environment says about proxies is not meant for this machine.
        var handler = new SocketsHttpHandler { UseProxy = !url.IsLoopback, ConnectTimeout = Patience };
        var folder = new Uri(url.AbsoluteUri.TrimEnd('/') + '/');
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, BaseAddress = folder };
    }

    /// <summary>What a path, without its first slash, answers with success or with the other status.</summary>
    /// <exception cref="NodeClientException">There is no such answer.</exception>
    public async Task<T> GetAsync<T>(
        string path, JsonTypeInfo<T> type, CancellationToken cancellation, HttpStatusCode? other = null)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri(path, UriKind.Relative), limit.Token);
            string body = await answer.Content.ReadAsStringAsync(limit.Token);
            return answer.IsSuccessStatusCode || answer.StatusCode == other
                ? Read(body, type) ?? throw new NodeClientException($"What answers at {_url} is no PMQ node.")
                : throw new NodeClientException(SaidNo(answer.StatusCode, body));
        }
        catch (HttpRequestException exception)
        {
            throw NotReached(exception);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new NodeClientException(
                $"pmq can't reach a node at {_url}: no answer within {Patience.TotalSeconds} s.");
        }
    }

    /// <summary>Asks for something long, however long it takes, and has somebody take the answer as it comes.</summary>
    /// <exception cref="NodeClientException">The node was not reached, said no, or broke off.</exception>
    public async Task StreamAsync(
        HttpMethod method, string path, Func<Stream, Task> take, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        using HttpResponseMessage answer = await SendAsync(request, cancellation);
        using Stream body = await answer.Content.ReadAsStreamAsync(cancellation);
        try
        {
            await take(body);
        }
        catch (HttpIOException exception)
        {
            throw new NodeClientException($"The node at {_url} broke off: {exception.Message}");
        }
    }

    /// <summary>Sends something long, however long it takes, and reads the answer.</summary>
    /// <exception cref="NodeClientException">The node was not reached, or said no.</exception>
    public async Task<T> PostAsync<T>(
        string path, Stream content, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StreamContent(content),
        };
        using HttpResponseMessage answer = await SendAsync(request, cancellation);
        string body = await answer.Content.ReadAsStringAsync(cancellation);
        return Read(body, type) ?? throw new NodeClientException($"What answers at {_url} is no PMQ node.");
    }

    /// <summary>An answer whose body is still to come.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            HttpResponseMessage answer =
                await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (answer.IsSuccessStatusCode)
            {
                return answer;
            }

            using (answer)
            {
                string body = await answer.Content.ReadAsStringAsync(cancellation);
                throw new NodeClientException(SaidNo(answer.StatusCode, body));
            }
        }
        catch (HttpRequestException exception)
        {
            throw NotReached(exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private static T? Read<T>(string body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private NodeClientException NotReached(HttpRequestException exception) =>
        new($"pmq can't reach a node at {_url}: {exception.GetBaseException().Message}.");

    private string SaidNo(HttpStatusCode status, string body) =>
        $"The node at {_url} answered {(int)status}: "
        + (Read(body, ManagementJson.Default.ErrorAnswer)?.Error ?? $"{status}.");
}
