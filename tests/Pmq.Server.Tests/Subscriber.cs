using System.Buffers;
using System.Globalization;
using Pmq.Protocol;

namespace Pmq.Server.Tests;

/// <summary>A client whose session waits for it, with a subscription to everything.</summary>
internal static class Subscriber
{
    private static readonly ConnectSettings Settings = new()
    {
        ClientId = "subscriber",
        CleanStart = false,
        Properties = Props.Of(PropertyId.SessionExpiryInterval, 3600),
    };

    /// <summary>Subscribes and leaves.</summary>
    public static async Task LeaveAsync(int port)
    {
        using SocketClient client = await SocketClient.ConnectAsync(port, Settings);
        await client.SubscribeAsync("#", QoS.AtLeastOnce);
        var disconnect = new ArrayBufferWriter<byte>();
        ControlEncoder.WriteDisconnect(disconnect, ProtocolVersion.Mqtt5, ReasonCode.Success);
        await client.SendAsync(disconnect.WrittenMemory);
        await client.TakeUntilClosedAsync();
    }

    /// <summary>Comes back, and returns the numbers that had waited, up to what is published now.</summary>
    public static async Task<IReadOnlyList<int>> ReturnAsync(int port) =>
        [.. (await TakeWaitingAsync(port)).Select(packet => int.Parse(packet.Text, CultureInfo.InvariantCulture))];

    /// <summary>Comes back, and returns the messages that had waited, each acknowledged.</summary>
    public static async Task<IReadOnlyList<Packet>> TakeWaitingAsync(int port)
    {
        const string end = "end";
        using SocketClient client = await SocketClient.ConnectAsync(port, Settings);
        using SocketClient other = await SocketClient.ConnectAsync(port, new ConnectSettings { ClientId = "other" });
        await other.PublishAsync(end, "", QoS.AtLeastOnce);
        List<Packet> waiting = [];
        while (await client.TakeAsync(PacketType.Publish) is var packet && packet.Topic != end)
        {
            waiting.Add(packet);
            var ack = new ArrayBufferWriter<byte>();
            AckEncoder.Write(ack, ProtocolVersion.Mqtt5, PacketType.Puback, packet.PacketId, ReasonCode.Success);
            await client.SendAsync(ack.WrittenMemory);
        }

        return waiting;
    }
}
