using System.Globalization;
using System.Text.RegularExpressions;
using Pmq.SameAsMosquitto.Running;

namespace Pmq.SameAsMosquitto;

/// <summary>
/// Where a scenario plays: one broker, topics and client identifiers of its own, and a transcript of what the clients
/// printed and how they ended. In options, <c>{t}</c> stands for its own topic and <c>{id}</c> for its own identifier.
/// </summary>
public sealed partial class Stage : IDisposable
{
    private readonly int _port;
    private readonly string _topic;
    private readonly string _clientId;
    private readonly bool _withPackets;
    private readonly List<ChildProcess> _clients = [];
    private readonly List<string> _transcript = [];

    public Stage(int port, int number, bool withPackets)
    {
        _port = port;
        _topic = string.Create(CultureInfo.InvariantCulture, $"same/{number:000}");
        _clientId = string.Create(CultureInfo.InvariantCulture, $"same-{number:000}");
        _withPackets = withPackets;
    }

    public IReadOnlyList<string> Transcript => _transcript;

    /// <summary>Runs mosquitto_pub to its end.</summary>
    public Task PublishAsync(string options, string input = "") =>
        RunAsync(MosquittoClient.Publisher, options, input);

    /// <summary>Runs mosquitto_sub to its end.</summary>
    public Task SubscribeAsync(string options) => RunAsync(MosquittoClient.Subscriber, options, "");

    /// <summary>
    /// Starts mosquitto_sub and waits until it is subscribed; <see cref="EndAsync"/> writes down what it did.
    /// </summary>
    public async Task<ChildProcess> ListenAsync(string options)
    {
        ChildProcess client = await MosquittoClient.ListenAsync(_port, Own(options));
        _clients.Add(client);
        return client;
    }

    /// <summary>Starts a client that need not subscribe.</summary>
    public ChildProcess Start(string program, string options)
    {
        ChildProcess client = MosquittoClient.Start(program, _port, Trace(program) + Own(options));
        _clients.Add(client);
        return client;
    }

    /// <summary>Waits for a client's end.</summary>
    public async Task EndAsync(ChildProcess client)
    {
        int exitCode = await client.ExitAsync();
        WriteDown(client, string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}"));
    }

    /// <summary>Asks a client to end in good order.</summary>
    public async Task InterruptAsync(ChildProcess client)
    {
        await client.SignalAsync("TERM");
        await EndAsync(client);
    }

    /// <summary>Cuts a client off: its connection is lost.</summary>
    public async Task KillAsync(ChildProcess client)
    {
        client.Kill();
        await client.ExitAsync();
        WriteDown(client, "killed");
    }

    /// <summary>Lets time pass at the broker: another client waits that long for nothing.</summary>
    public async Task PassAsync(int seconds)
    {
        string options = string.Create(CultureInfo.InvariantCulture, $"-t {{t}}/nothing -W {seconds}");
        await Start(MosquittoClient.Subscriber, options).ExitAsync();
    }

    public void Dispose()
    {
        foreach (ChildProcess client in _clients)
        {
            client.Dispose();
        }
    }

    private async Task RunAsync(string program, string options, string input)
    {
        ChildProcess client = MosquittoClient.Start(program, _port, Trace(program) + Own(options), input);
        _clients.Add(client);
        await EndAsync(client);
    }

    // mosquitto_sub says with -d when its subscription is answered, so it always gets it.
    private string Trace(string program) => _withPackets || program == MosquittoClient.Subscriber ? "-d " : "";

    private string Own(string options) => options
        .Replace("{t}", _topic, StringComparison.Ordinal)
        .Replace("{id}", _clientId, StringComparison.Ordinal);

    private string NotOwn(string line) => line
        .Replace(_topic, "{t}", StringComparison.Ordinal)
        .Replace(_clientId, "{id}", StringComparison.Ordinal);

    private void WriteDown(ChildProcess client, string end)
    {
        IEnumerable<string> lines = client.Output.All.Concat(client.Errors.All)
            .Where(line => _withPackets || !MosquittoClient.IsTrace(line));
        _transcript.AddRange(lines.Select(line => MadeUpId().Replace(NotOwn(line), "<made-up>")));
        _transcript.Add(end);
    }

    // mosquitto makes up auto-<GUID>, its client library mosq-<letters>, PMQ pmq-<digits>.
    [GeneratedRegex("auto-[0-9A-F-]{36}|mosq-[0-9A-Za-z]{18}|pmq-[0-9a-f]{16}")]
    private static partial Regex MadeUpId();
}
