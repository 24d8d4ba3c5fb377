using System.Globalization;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>A client that publishes numbered messages, and repeats on a new connection what was not acknowledged.</summary>
internal sealed class StormPublisher(string clientId)
{
    private readonly SortedDictionary<ushort, (string Text, QoS QoS)> _unacknowledged = [];
    private readonly HashSet<ushort> _unreleased = [];
    private readonly Queue<ushort> _order = new();
    private TestClient? _client;
    private int _number;
    private ushort _packetId;

    /// <summary>The texts of messages that the broker has promised to deliver, QoS 2 among them.</summary>
    public HashSet<string> Acknowledged { get; } = [];

    /// <summary>All texts, with their QoS.</summary>
    public Dictionary<string, QoS> Sent { get; } = [];

    public string ClientId => clientId;

    public void Connect(TestBroker broker)
    {
        if (_client is not null)
        {
            return;
        }

        _client = broker.Resume(clientId, out bool sessionPresent);
        if (!sessionPresent && Acknowledged.Any(text => Sent[text] == QoS.ExactlyOnce))
        {
            throw new InvalidOperationException($"The broker has lost the session of {clientId}.");
        }

        foreach (ushort packetId in _order)
        {
            if (_unreleased.Contains(packetId))
            {
                _client.Acknowledge(PacketType.Pubrel, packetId);
            }
            else if (_unacknowledged.TryGetValue(packetId, out (string Text, QoS QoS) message))
            {
                _client.Publish("t/" + clientId, message.Text, message.QoS, packetId: packetId, dup: true);
            }
        }
    }

    /// <summary>Sends so many messages in one go.</summary>
    public void Publish(QoS qos, int count)
    {
        List<byte> bytes = [];
        for (int i = 0; i < count && _unacknowledged.Count + _unreleased.Count <= 100; i++)
        {
            _packetId = (ushort)((_packetId % 1000) + 1);
            if (_unacknowledged.ContainsKey(_packetId) || _unreleased.Contains(_packetId))
            {
                break;
            }

            string text = clientId + ":" + (++_number).ToString("d5", CultureInfo.InvariantCulture);
            Sent[text] = qos;
            _unacknowledged[_packetId] = (text, qos);
            _order.Enqueue(_packetId);
            bytes.AddRange(_client!.PublishBytes("t/" + clientId, text, qos, _packetId));
        }

        _client!.Send([.. bytes]);
    }

    /// <summary>True when the broker has answered everything.</summary>
    public bool IsAnswered => _unacknowledged.Count + _unreleased.Count == 0;

    /// <summary>Takes what has come; false when nothing has.</summary>
    public bool Answer()
    {
        if (_client is null || _client.Waiting == 0)
        {
            return false;
        }

        while (_client.Waiting > 0)
        {
            Take(_client.Take());
        }

        while (_order.TryPeek(out ushort oldest)
            && !_unacknowledged.ContainsKey(oldest) && !_unreleased.Contains(oldest))
        {
            _order.Dequeue();
        }

        return true;
    }

    public void Drop()
    {
        _client?.Drop();
        _client = null;
    }

    public void LoseConnection() => _client = null;

    private void Take(Packet packet)
    {
        switch (packet.Type)
        {
            case PacketType.Puback:
                IsAcknowledged(packet.PacketId);
                break;
            case PacketType.Pubrec:
                IsAcknowledged(packet.PacketId);
                _unreleased.Add(packet.PacketId);
                _client!.Acknowledge(PacketType.Pubrel, packet.PacketId);
                break;
            case PacketType.Pubcomp:
                _unreleased.Remove(packet.PacketId);
                break;
            default:
                throw new InvalidOperationException($"{clientId} received {packet}.");
        }
    }

    private void IsAcknowledged(ushort packetId)
    {
        if (_unacknowledged.Remove(packetId, out (string Text, QoS QoS) message))
        {
            Acknowledged.Add(message.Text);
        }
    }
}
