using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Publishing.Feeding;

/// <summary>A client of a script: it sends by one of the ways, answers, and writes down what it got.</summary>
internal sealed class FedClient
{
    private readonly TestBroker _broker;
    private readonly FedClientSpec _spec;
    private readonly Feed _feed;
    private readonly Random _cuts = new(1);
    private readonly Dictionary<uint, string> _aliases = [];
    private readonly List<byte[]> _releases = [];
    private TestClient _client;

    public FedClient(TestBroker broker, FedClientSpec spec, Feed feed)
    {
        (_broker, _spec, _feed) = (broker, spec, feed);
        _client = Connect();
    }

    public bool IsAway { get; private set; }

    /// <summary>The messages in their order, by publisher, QoS and topic, and by how they came.</summary>
    public SortedDictionary<string, List<string>> Messages { get; } = new(StringComparer.Ordinal);

    /// <summary>The answers in their order, by type.</summary>
    public SortedDictionary<string, List<string>> Answers { get; } = new(StringComparer.Ordinal);

    public void Send(IReadOnlyList<byte[]> packets)
    {
        if (_feed == Feed.OneByOne)
        {
            foreach (byte[] packet in packets)
            {
                _client.Send(packet);
            }
        }
        else if (packets.Count > 0)
        {
            _client.Send([.. packets.SelectMany(packet => packet)]);
        }
    }

    public void StopReading()
    {
        if (!IsAway)
        {
            _client.StopReading();
        }
    }

    public void ReadAgain()
    {
        if (!IsAway)
        {
            _client.ReadAgain();
        }
    }

    public void LeaveOrReturn()
    {
        if (IsAway)
        {
            _client = Connect();
        }
        else
        {
            _client.Drop();
        }

        IsAway = !IsAway;
    }

    /// <summary>Writes down what came and answers it; false when nothing came.</summary>
    public bool Drain(bool releases)
    {
        if (IsAway)
        {
            return false;
        }

        IReadOnlyList<Packet> packets = _client.TakeAll();
        var answers = new List<byte[]>();
        foreach (Packet packet in packets)
        {
            Record(packet);
            Answer(packet, answers);
        }

        if (releases)
        {
            answers.AddRange(_releases);
            _releases.Clear();
        }

        Send(answers);
        return packets.Count + answers.Count > 0;
    }

    private TestClient Connect()
    {
        _aliases.Clear();
        TestClient client = _broker.Connect(new ConnectSettings
        {
            ClientId = _spec.Name,
            Version = _spec.Version,
            CleanStart = !_spec.IsKept,
            Properties = _spec.ConnectProperties,
        });
        client.Split = _feed == Feed.Segments ? bytes => InSegments.Random(bytes, _cuts, 900) : null;
        if (_spec.Filters.Length > 0)
        {
            client.SendSubscribe(_spec.Filters, _spec.SubscribeProperties);
        }

        return client;
    }

    private void Record(Packet packet)
    {
        if (packet.Type == PacketType.Pubrel)
        {
            // Its identifier is of the broker's making: another when messages of another QoS came before.
            return;
        }

        if (packet.Type != PacketType.Publish)
        {
            Add(Answers, packet.Type.ToString(), string.Create(
                CultureInfo.InvariantCulture, $"{packet.PacketId} {packet.Reason} {string.Join(',', packet.Codes)}"));
            return;
        }

        string topic = Resolve(packet);
        string tag = packet.Payload.Length == 0 ? "empty." : packet.Text.Split(';')[0];
        string kind = tag[..tag.LastIndexOf('.')];
        string properties = string.Join(' ', packet.Properties
            .Where(property => property.Id != PropertyId.TopicAlias)
            .Select(property => $"{property.Id}={property.Number}{Text(property.Bytes)}{Text(property.Second)}"));
        string digest = Convert.ToHexString(SHA256.HashData(packet.Payload))[..12];
        string ids = string.Join('+', packet.Numbers(PropertyId.SubscriptionIdentifier));
        Add(Messages, $"{kind} {topic} {packet.QoS} {packet.Retain} {ids}", $"{tag} {digest} {properties}");
    }

    private string Resolve(Packet packet)
    {
        if (!packet.Has(PropertyId.TopicAlias))
        {
            return packet.Topic;
        }

        uint alias = packet.Number(PropertyId.TopicAlias);
        if (packet.Topic.Length > 0)
        {
            _aliases[alias] = packet.Topic;
        }

        return _aliases[alias];
    }

    private void Answer(Packet packet, List<byte[]> answers)
    {
        switch (packet.Type)
        {
            case PacketType.Publish when packet.QoS == QoS.AtLeastOnce:
                // A 5.0 client may refuse.
                bool refuses = _spec.IsMqtt5 && packet.Payload.Length % 19 == 0;
                answers.Add(Ack(PacketType.Puback, packet.PacketId, refuses));
                break;
            case PacketType.Publish when packet.QoS == QoS.ExactlyOnce:
                answers.Add(Ack(PacketType.Pubrec, packet.PacketId));
                break;
            case PacketType.Pubrec:
                _releases.Add(Ack(PacketType.Pubrel, packet.PacketId));
                break;
            case PacketType.Pubrel:
                answers.Add(Ack(PacketType.Pubcomp, packet.PacketId));
                break;
            default:
                break;
        }
    }

    private byte[] Ack(PacketType type, ushort packetId, bool refuses = false)
    {
        var output = new ArrayBufferWriter<byte>();
        AckEncoder.Write(
            output, _spec.Version, type, packetId, refuses ? ReasonCode.QuotaExceeded : ReasonCode.Success);
        return output.WrittenSpan.ToArray();
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static void Add(SortedDictionary<string, List<string>> lists, string key, string line)
    {
        if (!lists.TryGetValue(key, out List<string>? list))
        {
            lists[key] = list = [];
        }

        list.Add(line);
    }
}
