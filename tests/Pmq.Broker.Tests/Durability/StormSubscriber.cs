using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>A client with a kept session that takes messages on, and remembers what the standard has it remember.</summary>
internal sealed class StormSubscriber(string clientId, string filter, QoS qos)
{
    private readonly HashSet<ushort> _unreleased = [];
    private readonly List<string> _got = [];
    private TestClient? _client;
    private bool _isSubscribed;

    public void Connect(TestBroker broker)
    {
        if (_client is { IsClosed: false })
        {
            return;
        }

        _client = broker.Resume(clientId, out bool sessionPresent);
        if (!_isSubscribed)
        {
            _client.Subscribe(filter, qos);
            _isSubscribed = true;
        }
        else if (!sessionPresent)
        {
            throw new InvalidOperationException($"The broker has lost the session of {clientId}.");
        }
    }

    /// <summary>Answers so many packets; false when nothing has come.</summary>
    public bool Answer(int count)
    {
        bool any = false;
        while (_client is { IsClosed: false } && count-- > 0 && _client.Waiting > 0)
        {
            any = true;
            Take(_client.Take());
        }

        return any;
    }

    public void Drop()
    {
        _client?.Drop();
        _client = null;
    }

    public void LoseConnection() => _client = null;

    public bool HasGot(string text) => _got.Contains(text);

    /// <summary>What is wrong with what has come from a publisher, of whose messages some may have been dropped.</summary>
    public IEnumerable<string> Faults(StormPublisher publisher, bool mayLack)
    {
        Dictionary<string, int> counts = [];
        List<string> firsts = [];
        foreach (string text in _got.Where(text => text.StartsWith(publisher.ClientId + ":", StringComparison.Ordinal)))
        {
            int before = counts.GetValueOrDefault(text);
            counts[text] = before + 1;
            if (before == 0)
            {
                firsts.Add(text);
            }
        }

        foreach (string text in publisher.Acknowledged.Where(text => !mayLack && !counts.ContainsKey(text)))
        {
            yield return $"{clientId} never got {text}, sent at {publisher.Sent[text]}";
        }

        bool isExact = qos == QoS.ExactlyOnce;
        foreach ((string text, int count) in counts.Where(entry => entry.Value > 1))
        {
            if (isExact && publisher.Sent[text] == QoS.ExactlyOnce)
            {
                yield return $"{clientId} got {text} {count} times";
            }
        }

        // One that was dropped may come after those behind it, when the publisher repeats it after a crash.
        foreach (QoS sentAt in (QoS[])[QoS.AtLeastOnce, QoS.ExactlyOnce])
        {
            string[] ofQoS = [.. firsts.Where(text => publisher.Sent[text] == sentAt)];
            if (!mayLack && !ofQoS.SequenceEqual(ofQoS.Order(StringComparer.Ordinal)))
            {
                yield return $"{clientId} got messages of {publisher.ClientId} at {sentAt} out of order";
            }
        }
    }

    private void Take(Packet packet)
    {
        switch (packet.Type)
        {
            case PacketType.Publish when packet.QoS == QoS.AtLeastOnce:
                _got.Add(packet.Text);
                _client!.Acknowledge(PacketType.Puback, packet.PacketId);
                break;
            case PacketType.Publish:
                if (_unreleased.Add(packet.PacketId))
                {
                    _got.Add(packet.Text);
                }

                _client!.Acknowledge(PacketType.Pubrec, packet.PacketId);
                break;
            case PacketType.Pubrel:
                _unreleased.Remove(packet.PacketId);
                _client!.Acknowledge(PacketType.Pubcomp, packet.PacketId);
                break;
            default:
                break;
        }
    }
}
