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
        _http = new HttpClient(handler) { Timeout = Patience, BaseAddress = folder };
    }

    /// <summary>What a path, without its first slash, answers with success or with the other status.</summary>
    /// <exception cref="NodeClientException">There is no such answer.</exception>
    public async Task<T> GetAsync<T>(
        string path, JsonTypeInfo<T> type, CancellationToken cancellation, HttpStatusCode? other = null)
        where T : class
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
            string body = await answer.Content.ReadAsStringAsync(cancellation);
            return answer.IsSuccessStatusCode || answer.StatusCode == other
                ? Read(body, type) ?? throw new NodeClientException($"What answers at {_url} is no PMQ node.")
                : throw new NodeClientException(SaidNo(answer.StatusCode, body));
        }
        catch (HttpRequestException exception)
        {
            throw new NodeClientException(
                $"pmq can't reach a node at {_url}: {exception.GetBaseException().Message}.");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new NodeClientException(
                $"pmq can't reach a node at {_url}: no answer within {Patience.TotalSeconds} s.");
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

    private string SaidNo(HttpStatusCode status, string body) =>
        $"The node at {_url} answered {(int)status}: "
        + (Read(body, ManagementJson.Default.ErrorAnswer)?.Error ?? $"{status}.");
}
