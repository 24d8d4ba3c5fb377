using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pmq.Broker.Durability;
using Pmq.Management.Backups;
using Pmq.Protocol;

namespace Pmq.Management.Tests;

/// <summary>Backups and exports over HTTP, of a node that is made of its store alone.</summary>
public sealed class KeptStateRouteTests : IDisposable
{
    private const string Times = "\"at\":\"";

    private readonly MemoryStore _store = new();
    private readonly TestBroker _broker;

    public KeptStateRouteTests() => _broker = new TestBroker(ports: ports => ports with { Store = _store });

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task A_backup_is_sent_as_a_file_with_its_length()
    {
        await using ManagementHost host = await StartAsync(new FakeKeptState(_store));

        using HttpResponseMessage answer = await host.Http.PostAsync("/api/v1/backup", content: null);

        Assert.Equal("application/vnd.sqlite3", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(3, answer.Content.Headers.ContentLength);
        Assert.Equal([1, 2, 3], await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_node_that_keeps_nothing_says_so()
    {
        await using ManagementHost host = await StartAsync(new FakeKeptState(_store) { NothingKept = "it is empty." });

        Assert.Equal(
            (409, """{"error":"There is nothing to back up: it is empty."}"""),
            await host.SendAsync(HttpMethod.Post, "/api/v1/backup"));
        Assert.Equal(
            (409, """{"error":"There is nothing to export: it is empty."}"""), await host.GetAsync("/api/v1/export"));
    }

    [Fact]
    public async Task A_store_that_can_not_be_read_is_said()
    {
        await using ManagementHost host = await StartAsync(new FakeKeptState(_store) { Fault = "the disk is full" });

        Assert.Equal(
            (500, """{"error":"the disk is full"}"""), await host.SendAsync(HttpMethod.Post, "/api/v1/backup"));
        Assert.Equal((500, """{"error":"the disk is full"}"""), await host.GetAsync("/api/v1/export"));
    }

    [Theory]
    [InlineData("GET", "export?retained=maybe", "retained is 'maybe'; allowed is true or false.")]
    [InlineData("GET", "export?sessions=1", "sessions is '1'; allowed is true or false.")]
    [InlineData("POST", "import?force=yes", "force is 'yes'; allowed is true or false.")]
    public async Task A_query_that_is_neither_true_nor_false_is_refused(string method, string path, string error)
    {
        await using ManagementHost host = await StartAsync(new FakeKeptState(_store));

        (int status, string body) = await host.SendAsync(new HttpMethod(method), $"/api/v1/{path}");

        Assert.Equal(400, status);
        Assert.Equal(error, JsonDocument.Parse(body).RootElement.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?retained=&sessions=")]
    [InlineData("?retained=TRUE")]
    public async Task What_is_named_by_nothing_or_by_true_is_exported(string query)
    {
        _broker.Connect("c").Publish("t", "x", QoS.AtLeastOnce, retain: true);

        Assert.Contains("\"topic\":\"t\"", Assert.Single(await ExportAsync(query)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retained_message_is_a_line_with_all_that_subscribers_see()
    {
        _broker.Connect("meter").Publish(
            "a/ö", "21 °C", QoS.AtLeastOnce, retain: true,
            properties: Props.Of(PropertyId.PayloadFormatIndicator, 1).And(PropertyId.ContentType, "text/plain")
                .And(PropertyId.ResponseTopic, "r").And(PropertyId.CorrelationData, [1, 2]).AndUser("k", "v").AndUser("k", "w"));

        Assert.Equal(
            [
                """
                {"type":"retained","publisher":"meter","topic":"a/ö","text":"21 °C","qos":1,"properties":{"payloadFormat":1,"contentType":"text/plain","responseTopic":"r","correlationData":"AQI=","user":[["k","v"],["k","w"]]}}
                """,
            ],
            await ExportAsync("?retained=true"));
    }

    [Theory]
    [InlineData("plain", "\"text\":\"plain\"")]
    [InlineData("\"quoted\"\\", "\"text\":\"\\\"quoted\\\"\\\\\"")]
    [InlineData("two\nlines", "\"payload\":\"dHdvCmxpbmVz\"")]
    [InlineData("\u007f", "\"payload\":\"fw==\"")]
    public async Task A_payload_is_text_where_that_can_be_read(string payload, string expected)
    {
        _broker.Connect("c").Publish("t", payload, QoS.AtLeastOnce, retain: true);

        Assert.Contains(expected, Assert.Single(await ExportAsync("?retained=true")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_is_a_line_and_so_is_each_message_that_waits_for_it()
    {
        TestClient client = _broker.ConnectKept("c");
        client.Subscribe(
            "t/#",
            new SubscriptionOptions(QoS.ExactlyOnce, noLocal: true, retainAsPublished: true, RetainHandling.Never),
            Props.Of(PropertyId.SubscriptionIdentifier, 7));
        client.Disconnect();
        _broker.Connect("p").Publish("t/1", "x", QoS.AtLeastOnce, retain: false);
        _broker.Advance(TimeSpan.FromSeconds(1));

        IReadOnlyList<string> lines = await ExportAsync("?sessions=true");

        Assert.Equal(2, lines.Count);
        Assert.Matches(
            """^\{"type":"session","clientId":"c","expirySeconds":4294967295,"offlineSince":"[-0-9T:.]+Z","acknowledgedUpTo":0,"sentUpTo":0,"subscriptions":\[\{"filter":"t/#","qos":2,"noLocal":true,"retainAsPublished":true,"retainHandling":2,"id":7\}\]\}$""",
            lines[0]);
        Assert.Equal(
            """{"type":"queued","clientId":"c","sequence":1,"retain":false,"grantedQos":2,"retainAsPublished":true,"subscriptionIds":[7],"topic":"t/1","text":"x","qos":1}""",
            lines[1]);
    }

    [Fact]
    public async Task A_session_that_ends_with_its_connection_is_left_out()
    {
        _broker.Connect(new ConnectSettings { ClientId = "c", Will = new WillSettings("w", "gone") });
        _broker.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(await ExportAsync("?sessions=true"));
    }

    [Fact]
    public async Task The_first_line_says_what_follows()
    {
        await using ManagementHost host = await StartAsync(new FakeKeptState(_store));

        (int status, string body) = await host.GetAsync("/api/v1/export");

        Assert.Equal(200, status);
        Assert.StartsWith("""{"pmq":"export","version":1,"node":"pmq","program":""", body, StringComparison.Ordinal);
        Assert.Contains(Times, body, StringComparison.Ordinal);
        Assert.EndsWith("}\n", body, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> ExportAsync(string query)
    {
        await using ManagementHost host = await StartAsync(new FakeKeptState(_store));
        byte[] body = await host.Http.GetByteArrayAsync($"/api/v1/export{query}");
        return Encoding.UTF8.GetString(body).TrimEnd('\n').Split('\n')[1..];
    }

    private static Task<ManagementHost> StartAsync(IKeptState state) => ManagementHost.StartAsync(
        services => services.AddSingleton(state), application => application.MapPmqManagement());
}
