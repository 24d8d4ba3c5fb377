using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>A client's side of one QoS 2 message that it sends, with the memory that a kept session has (section 4.3.3).</summary>
internal sealed class ExactlyOnceSender(string topic, string payload, ushort packetId)
{
    private bool _isReceived;

    /// <summary>True when PUBCOMP has come.</summary>
    public bool IsDone { get; private set; }

    public void Begin(TestClient client) => client.Publish(topic, payload, QoS.ExactlyOnce, packetId: packetId);

    /// <summary>Sends again what the new connection should have.</summary>
    public void GoOn(TestClient client)
    {
        if (IsDone)
        {
            return;
        }

        if (_isReceived)
        {
            client.Acknowledge(PacketType.Pubrel, packetId);
        }
        else
        {
            client.Publish(topic, payload, QoS.ExactlyOnce, packetId: packetId, dup: true);
        }
    }

    /// <summary>Answers what has come.</summary>
    public void Answer(TestClient client)
    {
        while (client.Waiting > 0)
        {
            Packet packet = client.Take();
            _isReceived |= packet.Type == PacketType.Pubrec;
            IsDone |= packet.Type == PacketType.Pubcomp;
            if (packet.Type == PacketType.Pubrec)
            {
                client.Acknowledge(PacketType.Pubrel, packetId);
            }
        }
    }
}
