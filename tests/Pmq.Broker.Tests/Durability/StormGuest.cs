using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>
/// A client that begins anew each time it comes, with a session that is kept or not. It is owed nothing of what it missed,
/// but nobody else may suffer from its coming and going.
/// </summary>
internal sealed class StormGuest(string clientId, string filter)
{
    private TestClient? _client;

    /// <summary>Asks to come in. The answer may have to wait for the store.</summary>
    public void Connect(TestBroker broker, bool isKept)
    {
        Drop();
        _client = broker.Open();
        _client.SendConnect(new ConnectSettings
        {
            ClientId = clientId,
            CleanStart = true,
            Properties = Props.Of(PropertyId.SessionExpiryInterval, isKept ? 3600u : 0u),
        });
        _client.SendSubscribe([(filter, new SubscriptionOptions(QoS.ExactlyOnce))]);
    }

    /// <summary>Answers what has come.</summary>
    public void Answer()
    {
        while (_client is { IsClosed: false, Waiting: > 0 })
        {
            Packet packet = _client.Take();
            if (packet.Type == PacketType.Publish && packet.QoS != QoS.AtMostOnce)
            {
                _client.Acknowledge(
                    packet.QoS == QoS.AtLeastOnce ? PacketType.Puback : PacketType.Pubrec, packet.PacketId);
            }
            else if (packet.Type == PacketType.Pubrel)
            {
                _client.Acknowledge(PacketType.Pubcomp, packet.PacketId);
            }
        }
    }

    public void Drop()
    {
        _client?.Drop();
        _client = null;
    }

    public void LoseConnection() => _client = null;
}
