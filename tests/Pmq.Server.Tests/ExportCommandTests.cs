using System.Globalization;
using System.Text.Json;
using Pmq.Protocol;

namespace Pmq.Server.Tests;

/// <summary><c>pmq export</c> of nodes that run, and <c>pmq import</c> of what it wrote into others.</summary>
public sealed class ExportCommandTests : IDisposable
{
    private const int BadInput = 65;
    private const int CannotServe = 69;
    private const string InMemory =
        "this node keeps its state in memory. Start it with --store sqlite or postgres.";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pmq-export-");

    private string Export => Path.Combine(_folder.FullName, "export.ndjson");

    private string Data => Path.Combine(_folder.FullName, "data");

    private string OtherData => Path.Combine(_folder.FullName, "other");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_is_exported_gives_the_same_clients_the_same_messages_elsewhere()
    {
        using (RunningBroker broker = await StartAsync(Data))
        {
            await FillAsync(broker, 40);
            await AssertSucceedsAsync("export", "-o", Export, "--url", await PmqProgram.HttpUrlAsync(broker));
        }

        IReadOnlyList<Packet> received;
        using (RunningBroker other = await StartAsync(OtherData))
        {
            Assert.Equal(
                ["retained  2 taken, 0 skipped, 0 refused", "sessions  1 taken, 0 skipped, 0 refused",
                    "queued    42 taken, 0 skipped, 0 refused"],
                await AssertSucceedsAsync("import", Export, "--url", await PmqProgram.HttpUrlAsync(other)));
            await PublishAsync(other, "load/late", "late");
            received = await Subscriber.TakeWaitingAsync(other.Port);
            await AssertRetainedAsync(other);
        }

        Assert.Equal(
            [.. Enumerable.Range(1, 40).Select(number => $"load/{number} {number}"), "load/late late"],
            received.Where(packet => packet.Topic.StartsWith("load/", StringComparison.Ordinal))
                .Select(packet => $"{packet.Topic} {packet.Text}"));
        Packet first = received[0];
        Assert.Equal(["unit=°C"], first.UserProperties);
        Assert.Equal("text/plain", first.TextOf(PropertyId.ContentType));
        Assert.Equal(QoS.AtLeastOnce, first.QoS);
    }

    [Fact]
    public async Task What_was_imported_survives_a_kill()
    {
        using (RunningBroker broker = await StartAsync(Data))
        {
            await FillAsync(broker, 10);
            await AssertSucceedsAsync("export", "-o", Export, "--url", await PmqProgram.HttpUrlAsync(broker));
        }

        using (RunningBroker other = await StartAsync(OtherData))
        {
            await AssertSucceedsAsync("import", Export, "--url", await PmqProgram.HttpUrlAsync(other));
            other.Process.Kill();
        }

        using RunningBroker again = await StartAsync(OtherData);
        IReadOnlyList<Packet> received = await Subscriber.TakeWaitingAsync(again.Port);
        Assert.Equal(10, received.Count(packet => packet.Topic.StartsWith("load/", StringComparison.Ordinal)));
        await AssertRetainedAsync(again);
    }

    [Fact]
    public async Task A_session_that_is_there_is_left_alone_unless_forced()
    {
        using RunningBroker broker = await StartAsync(Data);
        string url = await PmqProgram.HttpUrlAsync(broker);
        await FillAsync(broker, 3);
        await AssertSucceedsAsync("export", "--sessions", "-o", Export, "--url", url);
        await PublishAsync(broker, "load/more", "more");

        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync("import", Export, "--url", url);

        Assert.Equal(0, exitCode);
        Assert.Equal("sessions  0 taken, 1 skipped, 0 refused", output[1]);
        Assert.Equal(["line 2: The client subscriber has a session already."], errors);

        output = await AssertSucceedsAsync("import", Export, "--force", "--url", url);

        Assert.Equal("sessions  1 taken, 0 skipped, 0 refused", output[1]);
        IReadOnlyList<Packet> received = await Subscriber.TakeWaitingAsync(broker.Port);
        Assert.Equal(
            ["load/1", "load/2", "load/3"],
            received.Select(packet => packet.Topic).Where(topic => topic.StartsWith("load/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Lines_say_what_they_are()
    {
        using RunningBroker broker = await StartAsync(Data);
        string url = await PmqProgram.HttpUrlAsync(broker);
        await FillAsync(broker, 1);

        JsonElement[] all = await ExportAsync(url);
        JsonElement[] retained = await ExportAsync(url, "--retained");
        JsonElement[] sessions = await ExportAsync(url, "--sessions");

        Assert.Equal("export", all[0].GetProperty("pmq").GetString());
        Assert.Equal(1, all[0].GetProperty("version").GetInt32());
        Assert.Equal(["retained", "retained", "session", "queued"], Types(all)[..4]);
        Assert.Equal(["retained", "retained"], Types(retained));
        Assert.Equal(["session", "queued"], Types(sessions)[..2]);
        Assert.Equal(["kept/bytes AAE=", "kept/text größer"], all[1..3].Select(ContentOf).Order());
        JsonElement session = sessions[1];
        Assert.Equal("subscriber", session.GetProperty("clientId").GetString());
        Assert.Equal(3600, session.GetProperty("expirySeconds").GetInt32());
        Assert.Equal(
            """[{"filter":"#","qos":1,"noLocal":false,"retainAsPublished":false,"retainHandling":0}]""",
            session.GetProperty("subscriptions").GetRawText());
        JsonElement queued = sessions[2];
        Assert.Equal(
            """{"contentType":"text/plain","user":[["unit","°C"]]}""", queued.GetProperty("properties").GetRawText());
        Assert.Equal(1, queued.GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task A_node_that_keeps_its_state_in_memory_exports_nothing_and_takes_retained_messages_only()
    {
        using (RunningBroker broker = await StartAsync(Data))
        {
            await FillAsync(broker, 2);
            await AssertSucceedsAsync("export", "-o", Export, "--url", await PmqProgram.HttpUrlAsync(broker));
        }

        using RunningBroker memory = await PmqProgram.StartAsync("--store", "memory", "--http-port", "0");
        string url = await PmqProgram.HttpUrlAsync(memory);

        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync("export", "--url", url);
        Assert.Equal(CannotServe, exitCode);
        Assert.Empty(output);
        Assert.Equal([$"The node at {url}/ answered 409: There is nothing to export: {InMemory}"], errors);

        (exitCode, output, errors) = await PmqProgram.RunAsync("import", Export, "--url", url);
        Assert.Equal(BadInput, exitCode);
        Assert.Equal("retained  2 taken, 0 skipped, 0 refused", output[0]);
        Assert.Equal("sessions  0 taken, 0 skipped, 1 refused", output[1]);
        Assert.Contains("keeps its state in memory", errors[0], StringComparison.Ordinal);
        await AssertRetainedAsync(memory);
    }

    [Theory]
    [InlineData("", "There is nothing to import.")]
    [InlineData("hello\n", "The first line does not say that this is an export of pmq.")]
    [InlineData("{\"pmq\":\"export\",\"version\":2}\n", "The export has version 2; this program reads up to 1.")]
    public async Task What_is_no_export_is_refused(string text, string reason)
    {
        using RunningBroker broker = await StartAsync(Data);
        string url = await PmqProgram.HttpUrlAsync(broker);
        await File.WriteAllTextAsync(Export, text);

        (int exitCode, _, IReadOnlyList<string> errors) = await PmqProgram.RunAsync("import", Export, "--url", url);

        Assert.Equal(CannotServe, exitCode);
        Assert.Equal([$"The node at {url}/ answered 400: {reason}"], errors);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said()
    {
        (int exitCode, _, IReadOnlyList<string> errors) = await PmqProgram.RunAsync("import", Export);

        Assert.Equal(BadInput, exitCode);
        Assert.StartsWith($"pmq can't read {Export}: ", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_may_be_larger_than_other_requests()
    {
        using RunningBroker broker = await StartAsync(Data);
        string url = await PmqProgram.HttpUrlAsync(broker);
        string text = new('x', 10_000);
        IEnumerable<string> lines = Enumerable.Range(1, 300).Select(number => string.Create(
            CultureInfo.InvariantCulture, $$"""{"type":"retained","topic":"t/{{number}}","text":"{{text}}","qos":1}"""));
        await File.WriteAllLinesAsync(Export, lines.Prepend("""{"pmq":"export","version":1}"""));

        IReadOnlyList<string> output = await AssertSucceedsAsync("import", Export, "--url", url);

        Assert.Equal("retained  300 taken, 0 skipped, 0 refused", output[0]);
        Assert.Equal(301, (await ExportAsync(url)).Length);
    }

    [Fact]
    public async Task Lines_that_can_not_be_taken_are_told_by_their_numbers_and_the_others_are_taken()
    {
        using RunningBroker broker = await StartAsync(Data);
        string url = await PmqProgram.HttpUrlAsync(broker);
        await File.WriteAllLinesAsync(
            Export,
            [
                """{"pmq":"export","version":1}""",
                """{"type":"retained","topic":"a/#","text":"x","qos":0}""",
                """{"type":"retained","topic":"a","text":"","qos":0}""",
                """{"type":"retained","topic":"a","text":"x","qos":3}""",
                """{"type":"retained","text":"x"}""",
                "not JSON",
                """{"type":"other"}""",
                """{"type":"queued","clientId":"nobody","sequence":1,"topic":"a","qos":1,"grantedQos":1}""",
                """{"type":"session","clientId":"","expirySeconds":60}""",
                """{"type":"session","clientId":"c","expirySeconds":60,"subscriptions":[{"filter":"a#","qos":1}]}""",
                """{"type":"session","clientId":"c","expirySeconds":60,"subscriptions":[{"filter":"a","qos":1}]}""",
                """{"type":"queued","clientId":"c","sequence":5,"topic":"a","qos":1,"grantedQos":1}""",
                """{"type":"queued","clientId":"c","sequence":5,"topic":"a","qos":1,"grantedQos":1}""",
                """{"type":"queued","clientId":"c","sequence":6,"topic":"a","qos":0,"grantedQos":1}""",
                """{"type":"retained","topic":"old","text":"x","qos":1,"expires":"2020-01-01T00:00:00Z"}""",
                """{"type":"retained","topic":"good","text":"x","qos":1}""",
            ]);

        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync("import", Export, "--url", url);

        Assert.Equal(BadInput, exitCode);
        Assert.Equal(
            ["retained  1 taken, 1 skipped, 4 refused", "sessions  1 taken, 0 skipped, 2 refused",
                "queued    1 taken, 0 skipped, 5 refused"],
            output);
        Assert.StartsWith("line 5: The line can't be read: ", errors[3], StringComparison.Ordinal);
        Assert.Equal(
            [
                "line 2: 'a/#' is no topic.",
                "line 3: A message without payload is not retained.",
                "line 4: The QoS is 3; allowed is 0, 1 or 2.",
                "line 6: The line is no JSON object with a type.",
                "line 7: 'other' is no type that this program knows.",
                "line 8: The session of nobody is not the last one before.",
                "line 9: A session to be kept has a client identifier and outlives its connection.",
                "line 10: 'a#' is no topic filter.",
                "line 13: The number 5 does not follow 5.",
                "line 14: Messages of QoS 0 are not kept for sessions.",
            ],
            errors.Where((_, i) => i != 3));
    }

    private static Task<RunningBroker> StartAsync(string data) => PmqProgram.StartAsync("--data", data, "--http-port", "0");

    /// <summary>Two retained messages, and some that wait for the subscriber, who has gone.</summary>
    private static async Task FillAsync(RunningBroker broker, int messages)
    {
        await Subscriber.LeaveAsync(broker.Port);
        using SocketClient publisher =
            await SocketClient.ConnectAsync(broker.Port, new ConnectSettings { ClientId = "publisher" });
        byte[] properties = Props.Of(PropertyId.ContentType, "text/plain").AndUser("unit", "°C");
        for (int number = 1; number <= messages; number++)
        {
            string text = number.ToString(CultureInfo.InvariantCulture);
            await publisher.PublishAsync(
                $"load/{text}", System.Text.Encoding.UTF8.GetBytes(text), QoS.AtLeastOnce, properties: properties);
        }

        await publisher.PublishAsync("kept/text", "größer", QoS.AtMostOnce, retain: true);
        await publisher.PublishAsync("kept/bytes", [0, 1], QoS.AtLeastOnce, retain: true);
        await publisher.PublishAsync("kept/text", "größer", QoS.AtLeastOnce, retain: true);
    }

    private static async Task PublishAsync(RunningBroker broker, string topic, string payload)
    {
        using SocketClient publisher =
            await SocketClient.ConnectAsync(broker.Port, new ConnectSettings { ClientId = "publisher" });
        await publisher.PublishAsync(topic, payload, QoS.AtLeastOnce);
    }

    private static async Task AssertRetainedAsync(RunningBroker broker)
    {
        using SocketClient reader =
            await SocketClient.ConnectAsync(broker.Port, new ConnectSettings { ClientId = "reader" });
        await reader.SubscribeAsync("kept/text");
        Packet text = await reader.TakeAsync(PacketType.Publish);
        Assert.Equal(("größer", true), (text.Text, text.Retain));
        await reader.SubscribeAsync("kept/bytes");
        Assert.Equal([0, 1], (await reader.TakeAsync(PacketType.Publish)).Payload);
    }

    private static async Task<JsonElement[]> ExportAsync(string url, params string[] options) =>
        [.. (await AssertSucceedsAsync(["export", .. options, "--url", url])).Select(line => JsonElement.Parse(line))];

    private static string[] Types(IEnumerable<JsonElement> lines) =>
        [.. lines.Skip(1).Select(line => line.GetProperty("type").GetString()!)];

    private static string ContentOf(JsonElement line) => line.GetProperty("topic").GetString() + " "
        + (line.TryGetProperty("text", out JsonElement text) ? text : line.GetProperty("payload")).GetString();

    private static async Task<IReadOnlyList<string>> AssertSucceedsAsync(params string[] arguments)
    {
        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync(arguments);
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        return output;
    }
}
