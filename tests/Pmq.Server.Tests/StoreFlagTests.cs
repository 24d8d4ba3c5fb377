using System.Buffers;
using System.Net;
using System.Text;
using Pmq.Protocol;

namespace Pmq.Server.Tests;

/// <summary>Where the program keeps its state, what it refuses, and what it does when a store goes away.</summary>
public sealed class StoreFlagTests : IDisposable
{
    private const int CannotServe = 69;
    private const int BadConfiguration = 78;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pmq-store-");

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [Seed("ERL-06")]
    [Seed("ERL-07")]
    [Seed("GMQ-47")]
    public async Task What_was_acknowledged_is_there_when_the_program_was_killed_and_started_again()
    {
        using (RunningBroker broker = await PmqProgram.StartAsync("--data", Data))
        {
            await Subscriber.LeaveAsync(broker.Port);
            using SocketClient publisher = await ConnectAsync(broker, "publisher");
            await publisher.PublishAsync("load", "1", QoS.AtLeastOnce, retain: true);
            await broker.Process.SignalAsync("KILL");
            await broker.Process.ExitAsync();
        }

        using RunningBroker again = await PmqProgram.StartAsync("--data", Data);
        Assert.Equal([1], await Subscriber.ReturnAsync(again.Port));
        using SocketClient reader = await ConnectAsync(again, "reader");
        await reader.SubscribeAsync("load");
        Assert.Equal("1", (await reader.TakeAsync(PacketType.Publish)).Text);
    }

    [Fact]
    public async Task A_second_program_on_the_same_directory_is_refused()
    {
        using RunningBroker broker = await PmqProgram.StartAsync("--data", Data);

        (int exitCode, _, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync("-p", "0", "--http-port", "off", "--data", Data);

        Assert.Equal(CannotServe, exitCode);
        Assert.Contains(Data, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_is_said_in_one_line()
    {
        using var port = ReservedPort.Take();
        (int exitCode, _, IReadOnlyList<string> errors) = await PmqProgram.RunAsync(
            "-p", "0", "--http-port", "off", "--store", "postgres",
            "--store-url", $"Host=127.0.0.1;Port={port.Number};Username=pmq;Password=secret;Database=pmq");

        Assert.Equal(CannotServe, exitCode);
        string line = Assert.Single(errors);
        Assert.StartsWith("pmq can't start: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--store", "postgres")]
    [InlineData("--store-url", "Host=x")]
    public async Task A_store_and_an_address_that_do_not_go_together_are_refused(string flag, string value)
    {
        (int exitCode, _, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync("-p", "0", "--http-port", "off", "--data", Data, flag, value);

        Assert.Equal(BadConfiguration, exitCode);
        Assert.Contains(errors, line => line.Contains("--store-url", StringComparison.Ordinal));
    }

    [RequiresProgramFact(PostgresServer.Program)]
    public async Task While_the_database_is_away_answers_wait_the_node_says_so_and_it_recovers_by_itself()
    {
        using var server = new PostgresServer();
        string url = server.ConnectionString(server.CreateDatabase());
        using RunningBroker broker =
            await PmqProgram.StartAsync("--store", "postgres", "--store-url", url, "--http-port", "0");
        string http = await PmqProgram.HttpUrlAsync(broker);
        await Subscriber.LeaveAsync(broker.Port);
        using SocketClient publisher = await ConnectAsync(broker, "publisher");

        server.Kill();
        await SendAsync(publisher, "load", "1");
        string reason = await ReadinessAsync(http, HttpStatusCode.ServiceUnavailable);
        Assert.Contains("\"store\"", reason, StringComparison.Ordinal);

        // A topic that the other subscriber does not get.
        using SocketClient other = await ConnectAsync(broker, "other");
        await other.SubscribeAsync("$zero");
        await other.PublishAsync("$zero", "goes on");
        Assert.Equal("goes on", (await other.TakeAsync(PacketType.Publish)).Text);

        server.Start();
        await ReadinessAsync(http, HttpStatusCode.OK);
        await publisher.TakeAsync(PacketType.Puback);
        IReadOnlyList<Packet> waiting = await Subscriber.TakeWaitingAsync(broker.Port);
        Assert.Equal(["1"], waiting.Where(packet => packet.Topic == "load").Select(packet => packet.Text));
    }

    /// <summary>Sends a message at QoS 1 and waits for no answer.</summary>
    private static Task SendAsync(SocketClient client, string topic, string payload)
    {
        var output = new ArrayBufferWriter<byte>();
        PublishEncoder.Write(
            output,
            client.Version,
            new PublishPacket(Encoding.UTF8.GetBytes(topic), Encoding.UTF8.GetBytes(payload))
            {
                QoS = QoS.AtLeastOnce,
                PacketId = 1,
            });
        return client.SendAsync(output.WrittenMemory);
    }

    /// <summary>Asks until the node's readiness is as wanted, and returns what it says.</summary>
    private static async Task<string> ReadinessAsync(string url, HttpStatusCode wanted)
    {
        using var client = new HttpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using HttpResponseMessage answer = await client.GetAsync(new Uri($"{url}/health/ready"), limit.Token);
            if (answer.StatusCode == wanted)
            {
                return await answer.Content.ReadAsStringAsync(limit.Token);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }

    private static Task<SocketClient> ConnectAsync(RunningBroker broker, string clientId) =>
        SocketClient.ConnectAsync(broker.Port, new ConnectSettings { ClientId = clientId });
}
