using System.Globalization;
using System.Net;
using System.Text;
using Pmq.Protocol;

namespace Pmq.Server.Tests;

/// <summary><c>pmq backup</c> of nodes that run, and <c>pmq restore</c> of what it wrote.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private const int BadInput = 65;
    private const int CannotServe = 69;
    private const int CannotWrite = 73;
    private const int BadConfiguration = 78;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pmq-backup-");

    private string Backup => Path.Combine(_folder.FullName, "backup.db");

    private string Data => Path.Combine(_folder.FullName, "data");

    private string OtherData => Path.Combine(_folder.FullName, "other");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_acknowledged_before_a_backup_under_load_is_there_after_it_was_restored()
    {
        int acknowledgedBefore;
        using (RunningBroker broker = await PmqProgram.StartAsync("--data", Data, "--http-port", "0"))
        {
            await Subscriber.LeaveAsync(broker.Port);
            string url = await PmqProgram.HttpUrlAsync(broker);
            await using var load = new Load(await ConnectAsync(broker, "publisher"));
            acknowledgedBefore = await load.AcknowledgedAsync(50);
            await AssertSucceedsAsync("backup", Backup, "--url", url);
            await load.AcknowledgedAsync(load.Acknowledged + 1);
        }

        await AssertSucceedsAsync("restore", Backup, "--data", OtherData);

        using RunningBroker restored = await PmqProgram.StartAsync("--data", OtherData);
        IReadOnlyList<int> received = await Subscriber.ReturnAsync(restored.Port);
        Assert.Equal(Enumerable.Range(1, received.Count), received);
        Assert.InRange(received.Count, acknowledgedBefore, int.MaxValue);
        using SocketClient reader = await ConnectAsync(restored, "reader");
        await reader.SubscribeAsync("load");
        Packet retained = await reader.TakeAsync(PacketType.Publish);
        Assert.InRange(
            int.Parse(Encoding.UTF8.GetString(retained.Payload), CultureInfo.InvariantCulture),
            acknowledgedBefore,
            received.Count + 1);
    }

    [RequiresProgramFact(PostgresServer.Program)]
    public async Task A_node_moves_from_a_file_to_PostgreSQL_and_back()
    {
        using var server = new PostgresServer();
        string database = server.ConnectionString(server.CreateDatabase());
        string[] postgres = ["--store", "postgres", "--store-url", database];
        string back = Path.Combine(_folder.FullName, "back.db");
        using (RunningBroker broker = await PmqProgram.StartAsync("--data", Data, "--http-port", "0"))
        {
            await Subscriber.LeaveAsync(broker.Port);
            using SocketClient publisher = await ConnectAsync(broker, "publisher");
            await publisher.PublishAsync("t", "1", QoS.AtLeastOnce);
            await publisher.PublishAsync("t", "2", QoS.AtLeastOnce);
            await AssertSucceedsAsync("backup", Backup, "--url", await PmqProgram.HttpUrlAsync(broker));
        }

        await AssertSucceedsAsync(["restore", Backup, .. postgres]);
        using (RunningBroker broker = await PmqProgram.StartAsync([.. postgres, "--http-port", "0"]))
        {
            using SocketClient publisher = await ConnectAsync(broker, "publisher");
            await publisher.PublishAsync("t", "3", QoS.AtLeastOnce);
            await AssertSucceedsAsync("backup", back, "--url", await PmqProgram.HttpUrlAsync(broker));
        }

        await AssertSucceedsAsync("restore", back, "--data", OtherData);
        using RunningBroker last = await PmqProgram.StartAsync("--data", OtherData);
        Assert.Equal([1, 2, 3], await Subscriber.ReturnAsync(last.Port));
    }

    [Fact]
    public async Task A_backup_leaves_nothing_behind_and_is_for_the_user_alone()
    {
        using RunningBroker broker = await PmqProgram.StartAsync("--data", Data, "--http-port", "0");
        string url = await PmqProgram.HttpUrlAsync(broker);

        IReadOnlyList<string> output = await AssertSucceedsAsync("backup", Backup, "--url", url);

        Assert.Equal([$"{Backup}: {new FileInfo(Backup).Length} bytes"], output);
        Assert.Equal([Backup], _folder.GetFiles().Select(file => file.FullName));
        Assert.Empty(Directory.GetDirectories(Data));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
        }
    }

    [Fact]
    public async Task A_file_that_is_there_is_written_over_only_by_force()
    {
        using RunningBroker broker = await PmqProgram.StartAsync("--data", Data, "--http-port", "0");
        string url = await PmqProgram.HttpUrlAsync(broker);
        await File.WriteAllTextAsync(Backup, "precious");

        await AssertFailsAsync(
            CannotWrite, $"{Backup} is there already. Use --force to write over it.", "backup", Backup, "--url", url);
        Assert.Equal("precious", await File.ReadAllTextAsync(Backup));

        await AssertSucceedsAsync("backup", Backup, "--force", "--url", url);
        Assert.NotEqual(8, new FileInfo(Backup).Length);
    }

    [Fact]
    public async Task A_node_that_keeps_its_state_in_memory_has_nothing_to_back_up()
    {
        const string reason = "There is nothing to back up: this node keeps its state in memory. "
            + "Start it with --store sqlite or postgres.";
        using RunningBroker broker = await PmqProgram.StartAsync("--store", "memory", "--http-port", "0");
        string url = await PmqProgram.HttpUrlAsync(broker);

        await AssertFailsAsync(
            CannotServe, $"The node at {url}/ answered 409: {reason}", "backup", Backup, "--url", url);

        Assert.Empty(_folder.GetFiles());
        using var http = new HttpClient();
        using HttpResponseMessage answer = await http.PostAsync($"{url}/api/v1/backup", content: null);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal($$"""{"error":"{{reason}}"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written_to_is_said()
    {
        using RunningBroker broker = await PmqProgram.StartAsync("--data", Data, "--http-port", "0");
        string url = await PmqProgram.HttpUrlAsync(broker);
        string file = Path.Combine(_folder.FullName, "nowhere", "backup.db");

        await AssertFailsAsync(CannotWrite, $"pmq can't write {file}: ", "backup", file, "--url", url);
    }

    [Fact]
    public async Task A_store_that_a_node_has_open_is_not_restored()
    {
        using RunningBroker broker = await PmqProgram.StartAsync("--data", Data, "--http-port", "0");
        await AssertSucceedsAsync("backup", Backup, "--url", await PmqProgram.HttpUrlAsync(broker));

        await AssertFailsAsync(
            CannotServe,
            $"pmq can't restore: The data directory {Data} is used by another pmq.",
            "restore", Backup, "--data", Data, "--force");
    }

    [Fact]
    public async Task What_is_no_backup_is_not_restored()
    {
        await AssertFailsAsync(
            BadInput, $"pmq can't restore: There is no file {Backup}.", "restore", Backup, "--data", Data);
        await File.WriteAllTextAsync(Backup, "no database at all");

        await AssertFailsAsync(
            BadInput,
            $"pmq can't restore: {Backup} is not a backup of pmq: it is not a database of SQLite.",
            "restore", Backup, "--data", Data);
    }

    [Fact]
    public Task Nothing_is_restored_into_memory() => AssertFailsAsync(
        BadConfiguration,
        "--store is memory; allowed is a store that outlives a node: sqlite or postgres",
        "restore", Backup, "--store", "memory");

    private static Task<SocketClient> ConnectAsync(RunningBroker broker, string clientId) =>
        SocketClient.ConnectAsync(broker.Port, new ConnectSettings { ClientId = clientId });

    private static async Task<IReadOnlyList<string>> AssertSucceedsAsync(params string[] arguments)
    {
        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync(arguments);
        Assert.Empty(errors);
        Assert.Equal(0, exitCode);
        return output;
    }

    private static async Task AssertFailsAsync(int expectedCode, string expected, params string[] arguments)
    {
        (int exitCode, IReadOnlyList<string> output, IReadOnlyList<string> errors) =
            await PmqProgram.RunAsync(arguments);
        Assert.StartsWith(expected, Assert.Single(errors), StringComparison.Ordinal);
        Assert.Equal(expectedCode, exitCode);
        Assert.Empty(output);
    }

    /// <summary>Publishes numbers from 1 on, one after the other, each acknowledged before the next.</summary>
    private sealed class Load : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly SocketClient _publisher;
        private readonly Task _publishing;
        private int _acknowledged;

        public Load(SocketClient publisher)
        {
            _publisher = publisher;
            _publishing = Task.Run(PublishAsync);
        }

        public int Acknowledged => Volatile.Read(ref _acknowledged);

        /// <summary>Waits until so many were acknowledged, and returns how many were by then.</summary>
        public async Task<int> AcknowledgedAsync(int count)
        {
            using var limit = new CancellationTokenSource(SocketClient.Patience);
            while (Acknowledged < count)
            {
                limit.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }

            return Acknowledged;
        }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _publishing;
            _publisher.Dispose();
            _end.Dispose();
        }

        private async Task PublishAsync()
        {
            while (!_end.IsCancellationRequested)
            {
                string next = (Acknowledged + 1).ToString(CultureInfo.InvariantCulture);
                await _publisher.PublishAsync("load", next, QoS.AtLeastOnce, retain: true);
                Interlocked.Increment(ref _acknowledged);
            }
        }
    }
}
