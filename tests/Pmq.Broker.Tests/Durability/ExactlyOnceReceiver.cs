using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>A client's side of QoS 2 messages that it gets, with the memory that a kept session has (section 4.3.3).</summary>
internal sealed class ExactlyOnceReceiver
{
    private readonly HashSet<ushort> _unreleased = [];

    /// <summary>The messages that it took on.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>Answers what has come.</summary>
    public void Answer(TestClient client)
    {
        while (client.Waiting > 0)
        {
            Packet packet = client.Take();
            switch (packet.Type)
            {
                case PacketType.Publish:
                    if (_unreleased.Add(packet.PacketId))
                    {
                        Messages.Add(packet.Text);
                    }

                    client.Acknowledge(PacketType.Pubrec, packet.PacketId);
                    break;
                case PacketType.Pubrel:
                    _unreleased.Remove(packet.PacketId);
                    client.Acknowledge(PacketType.Pubcomp, packet.PacketId);
                    break;
                default:
                    break;
            }
        }
    }
}
