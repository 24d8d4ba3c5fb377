using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>What these tests have their clients do again and again.</summary>
internal static class MessagingClient
{
    /// <summary>A connected client whose CONNECT carries properties.</summary>
    public static TestClient ConnectWith(
        this TestBroker broker, string clientId, Props properties, bool cleanStart = true) =>
        broker.Connect(new ConnectSettings { ClientId = clientId, CleanStart = cleanStart, Properties = properties });

    /// <summary>A client whose session is kept, with a receive maximum of its own.</summary>
    public static TestClient ConnectKept(this TestBroker broker, string clientId, ushort receiveMaximum) =>
        broker.ConnectWith(
            clientId,
            Props.Of(PropertyId.SessionExpiryInterval, uint.MaxValue).And(PropertyId.ReceiveMaximum, receiveMaximum),
            cleanStart: false);

    public static Packet TakeMessage(this TestClient client) => client.Take(PacketType.Publish);

    /// <summary>Takes everything received, and returns what the messages in it say.</summary>
    public static string[] TakeTexts(this TestClient client) =>
        [.. client.TakeAll().Where(packet => packet.Type == PacketType.Publish).Select(packet => packet.Text)];

    /// <summary>Takes messages and acknowledges each to the end until there are no more.</summary>
    public static List<string> DrainTexts(this TestClient client)
    {
        List<string> texts = [];
        while (client.Waiting > 0)
        {
            Packet packet = client.Take();
            if (packet.Type == PacketType.Publish)
            {
                texts.Add(packet.Text);
            }

            client.Answer(packet);
        }

        return texts;
    }

    /// <summary>The next step of the exchange that a packet belongs to, if the client is to take one.</summary>
    public static void Answer(this TestClient client, Packet packet)
    {
        switch (packet.Type)
        {
            case PacketType.Publish when packet.QoS == QoS.AtLeastOnce:
                client.Acknowledge(PacketType.Puback, packet.PacketId);
                break;
            case PacketType.Publish when packet.QoS == QoS.ExactlyOnce:
                client.Acknowledge(PacketType.Pubrec, packet.PacketId);
                break;
            case PacketType.Pubrec:
                client.Acknowledge(PacketType.Pubrel, packet.PacketId);
                break;
            case PacketType.Pubrel:
                client.Acknowledge(PacketType.Pubcomp, packet.PacketId);
                break;
            default:
                break;
        }
    }

    /// <summary>Goes through the whole exchange of a message received.</summary>
    public static void Complete(this TestClient client, Packet message)
    {
        client.Answer(message);
        if (message.QoS == QoS.ExactlyOnce)
        {
            client.Answer(client.Take(PacketType.Pubrel));
        }
    }

    /// <summary>The broker has ended the connection and said this; what came before it does not matter.</summary>
    public static void AssertEnded(this TestClient client, ReasonCode reason)
    {
        Packet last = client.TakeAll()[^1];
        Assert.Equal((PacketType.Disconnect, reason), (last.Type, last.Reason));
        Assert.True(client.IsClosed);
    }
}
