using System.Net.Sockets;
using Pmq.Protocol;

namespace Pmq.Server.Tests;

public sealed class SignalTests
{
    [RequiresProgramTheory("sh")]
    [InlineData("TERM")]
    [InlineData("INT")]
    [Seed("GMQ-41")]
    public async Task A_signal_stops_the_program_in_good_order(string signal)
    {
        using RunningBroker broker = await PmqProgram.StartAsync();
        using SocketClient client =
            await SocketClient.ConnectAsync(broker.Port, new ConnectSettings { ClientId = "client" });

        await broker.Process.SignalAsync(signal);

        Packet goodbye = Assert.Single(await client.TakeUntilClosedAsync());
        Assert.Equal((PacketType.Disconnect, ReasonCode.ServerShuttingDown), (goodbye.Type, goodbye.Reason));
        Assert.Equal(0, await broker.Process.ExitAsync());
        Assert.Empty(broker.Process.Errors.All);
        await Assert.ThrowsAsync<SocketException>(() => SocketClient.OpenAsync(broker.Port));
    }

    [RequiresProgramFact("sh")]
    [Seed("GMQ-41")]
    public async Task A_second_signal_while_it_stops_is_harmless()
    {
        using RunningBroker broker = await PmqProgram.StartAsync();
        using SocketClient client =
            await SocketClient.ConnectAsync(broker.Port, new ConnectSettings { ClientId = "client" });

        await Task.WhenAll(broker.Process.SignalAsync("TERM"), broker.Process.SignalAsync("TERM"));

        Assert.Single(await client.TakeUntilClosedAsync());
        Assert.Equal(0, await broker.Process.ExitAsync());
    }
}
