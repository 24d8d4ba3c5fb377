using System.Globalization;
using Pmq.Protocol;

namespace Pmq.Server.Tests;

/// <summary>What the program holds of the operating system's, and what it does when there is no more.</summary>
public sealed class DescriptorTests
{
    [RequiresProgramFact("sh")]
    public async Task Thousands_of_short_connections_leave_no_descriptor_open()
    {
        using RunningBroker broker = await PmqProgram.StartAsync();
        using SocketClient stays = await ConnectAsync(broker, "stays");
        int before = DescriptorsOf(broker);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(worker => ComeAndGoAsync(broker, worker, times: 150)));

        await stays.PingAsync();
        using var limit = new CancellationTokenSource(SocketClient.Patience);
        while (DescriptorsOf(broker) > before)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [RequiresProgramFact("sh")]
    public async Task When_descriptors_run_out_clients_wait_until_others_have_gone()
    {
        using ChildProcess process = ChildProcess.Start(
            "sh", ["-c", $"ulimit -n 200; exec dotnet {PmqProgram.File} --host 127.0.0.1 -p 0 --http-port off"]);
        string line = await process.LineAsync(text => text.StartsWith("pmq listens", StringComparison.Ordinal));
        int port = int.Parse(line.Split(':')[^1], CultureInfo.InvariantCulture);
        using SocketClient first = await SocketClient.ConnectAsync(port, new ConnectSettings { ClientId = "first" });
        SocketClient[] crowd = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => SocketClient.OpenAsync(port)));

        await first.PingAsync();
        using SocketClient late = await SocketClient.OpenAsync(port);
        Array.ForEach(crowd, one => one.Dispose());
        await late.ConnectAsync(new ConnectSettings { ClientId = "late" });

        await late.PingAsync();
        Assert.Empty(process.Errors.All);
    }

    private static async Task ComeAndGoAsync(RunningBroker broker, int worker, int times)
    {
        for (int i = 0; i < times; i++)
        {
            using SocketClient client = i % 3 == 0
                ? await SocketClient.OpenAsync(broker.Port)
                : await ConnectAsync(broker, $"short-{worker}");
            if (i % 3 == 1)
            {
                client.Reset();
            }
            else if (i % 2 == 0)
            {
                await client.SendAsync(new byte[] { (int)PacketType.Disconnect << 4, 0 });
            }
        }
    }

    private static Task<SocketClient> ConnectAsync(RunningBroker broker, string clientId) =>
        SocketClient.ConnectAsync(broker.Port, new ConnectSettings { ClientId = clientId });

    private static int DescriptorsOf(RunningBroker broker) =>
        Directory.GetFileSystemEntries($"/proc/{broker.Process.Id}/fd").Length;
}
