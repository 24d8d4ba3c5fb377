using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>What the tests of MQTT 3.1.1 do over and over.</summary>
internal static class ClientSteps
{
    /// <summary>A connected client whose session is clean.</summary>
    public static TestClient Clean(this TestBroker broker, string clientId) =>
        broker.Connect(clientId, ProtocolVersion.Mqtt311);

    /// <summary>A connected client whose session is kept.</summary>
    public static TestClient Kept(this TestBroker broker, string clientId) =>
        broker.ConnectKept(clientId, ProtocolVersion.Mqtt311);

    /// <summary>A connected client that subscribes to a filter, its session clean.</summary>
    public static TestClient Subscriber(
        this TestBroker broker, string clientId, string filter, QoS qos = QoS.ExactlyOnce)
    {
        TestClient client = broker.Clean(clientId);
        client.Subscribe(filter, qos);
        return client;
    }

    /// <summary>A CONNECT of 3.1.1, and its CONNACK.</summary>
    public static Packet Handshake(this TestClient client, string clientId, bool cleanSession) =>
        client.Connect(new ConnectSettings
        {
            Version = ProtocolVersion.Mqtt311, ClientId = clientId, CleanStart = cleanSession,
        });

    /// <summary>A message from a client that comes for it and goes, the exchange carried to its end.</summary>
    public static void Say(
        this TestBroker broker, string topic, string text, QoS qos = QoS.AtMostOnce, bool retain = false)
    {
        TestClient client = broker.Clean("sayer");
        client.PublishFully(topic, text, qos, retain);
        client.Disconnect();
    }

    /// <summary>Publishes and carries the exchange to its end.</summary>
    public static void PublishFully(
        this TestClient client, string topic, string text, QoS qos = QoS.AtMostOnce, bool retain = false)
    {
        ushort packetId = client.Publish(topic, text, qos, retain);
        if (qos == QoS.AtLeastOnce)
        {
            Assert.Equal(packetId, client.Take(PacketType.Puback).PacketId);
        }
        else if (qos == QoS.ExactlyOnce)
        {
            Assert.Equal(packetId, client.Take(PacketType.Pubrec).PacketId);
            client.Acknowledge(PacketType.Pubrel, packetId);
            Assert.Equal(packetId, client.Take(PacketType.Pubcomp).PacketId);
        }
    }

    /// <summary>Takes all messages and what belongs to them, and acknowledges each to the end.</summary>
    public static List<Packet> ReceiveAll(this TestClient client)
    {
        List<Packet> messages = [];
        while (client.Waiting > 0)
        {
            Packet packet = client.Take();
            if (packet.Type == PacketType.Pubrel)
            {
                client.Acknowledge(PacketType.Pubcomp, packet.PacketId);
                continue;
            }

            Assert.Equal(PacketType.Publish, packet.Type);
            messages.Add(packet);
            if (packet.QoS != QoS.AtMostOnce)
            {
                client.Acknowledge(
                    packet.QoS == QoS.AtLeastOnce ? PacketType.Puback : PacketType.Pubrec, packet.PacketId);
            }
        }

        return messages;
    }

    /// <summary>The texts of all messages, which are acknowledged, in one line.</summary>
    public static string Texts(this TestClient client) =>
        string.Join(' ', client.ReceiveAll().Select(message => message.Text));

    /// <summary>Everything received as types and packet identifiers in one line; nothing is acknowledged.</summary>
    public static string Trace(this TestClient client) => string.Join(' ', client.TakeAll().Select(packet =>
        packet.Type == PacketType.Publish
            ? $"{packet.Text}{(packet.Dup ? "!" : "")}:{packet.PacketId}"
            : $"{packet.Type}:{packet.PacketId}"));

    /// <summary>The broker closed the connection and sent nothing before.</summary>
    public static void AssertClosedInSilence(this TestClient client)
    {
        Assert.True(client.IsClosed);
        Assert.Equal(0, client.Waiting);
    }

    /// <summary>The connection stands, and the broker answers on it.</summary>
    public static void AssertAlive(this TestClient client)
    {
        client.Ping();
        client.Take(PacketType.Pingresp);
        Assert.False(client.IsClosed);
    }
}
