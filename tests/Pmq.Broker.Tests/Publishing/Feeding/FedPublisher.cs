using System.Buffers;
using System.Globalization;
using System.Text;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Publishing.Feeding;

/// <summary>Makes up what a publisher sends: few topics and stretches that are alike, so that runs occur.</summary>
internal sealed class FedPublisher(FedClientSpec spec, Random random)
{
    // Which topic is retained at which QoS is fixed: order holds within a QoS, so the last one of all would not be.
    private static readonly string[] Topics = ["a/b", "a/c", "d", "keep/0", "keep/2"];

    private readonly HashSet<string> _aliases = [];
    private readonly List<byte[]> _repeats = [];
    private int _packetId = random.Next(3) == 0 ? ushort.MaxValue - random.Next(60) : random.Next(200);
    private int _sequence;

    /// <summary>The packets of a round.</summary>
    public List<byte[]> NextRound()
    {
        var packets = new List<byte[]>();
        for (int stretches = random.Next(5); stretches > 0; stretches--)
        {
            AddStretch(packets);
            switch (random.Next(20))
            {
                case 0:
                    packets.Add(Ping());
                    break;
                case 1:
                    packets.Add(Subscribe());
                    break;
                case < 6 when _repeats.Count > 0:
                    packets.Add(_repeats[random.Next(_repeats.Count)]);
                    break;
                default:
                    break;
            }
        }

        return packets;
    }

    /// <summary>Everything of QoS 2 has gone to its end.</summary>
    public void Released() => _repeats.Clear();

    private void AddStretch(List<byte[]> packets)
    {
        string topic = Topics[random.Next(Topics.Length)];
        var qos = (QoS)random.Next(3);
        bool retain = random.Next(3) == 0 && (topic == "keep/2" ? qos == QoS.ExactlyOnce : topic == "keep/0");
        qos = retain && topic == "keep/0" && qos == QoS.ExactlyOnce ? QoS.AtLeastOnce : qos;
        byte[] properties = Properties();
        bool aliased = spec.IsMqtt5 && random.Next(6) == 0;
        for (int i = random.Next(1, 11); i > 0; i--)
        {
            AddPublish(packets, topic, qos, retain, properties, aliased);
        }
    }

    private void AddPublish(
        List<byte[]> packets, string topic, QoS qos, bool retain, byte[] properties, bool aliased)
    {
        ushort packetId = qos == QoS.AtMostOnce ? (ushort)0 : NextId();
        var packet = new PublishPacket(Encoding.UTF8.GetBytes(topic), Payload(qos))
        {
            QoS = qos, Retain = retain, PacketId = packetId, Properties = properties,
        };
        if (qos == QoS.ExactlyOnce)
        {
            _repeats.Add(Write(packet with { Dup = true }));
        }

        if (aliased)
        {
            var alias = (uint)Array.IndexOf(Topics, topic) + 1;
            packet = packet with
            {
                Topic = _aliases.Add(topic) ? packet.Topic : default,
                Properties = (byte[])[.. properties, .. Props.Of(PropertyId.TopicAlias, alias).ToBytes()],
            };
        }

        packets.Add(Write(packet));
        if (qos == QoS.ExactlyOnce && random.Next(10) == 0)
        {
            packets.Add(_repeats[^1]);
        }

        // Now and then an identifier is left out.
        _packetId += random.Next(15) == 0 ? 1 : 0;
    }

    private byte[] Properties()
    {
        if (!spec.IsMqtt5 || random.Next(2) == 0)
        {
            return [];
        }

        var properties = new Props();
        _ = random.Next(3) == 0 ? properties.And(PropertyId.PayloadFormatIndicator, 0u) : properties;
        _ = random.Next(3) == 0 ? properties.And(PropertyId.ContentType, "kind") : properties;
        _ = random.Next(3) == 0 ? properties.AndUser("name", new string('v', random.Next(140))) : properties;
        _ = random.Next(4) == 0
            ? properties.And(PropertyId.MessageExpiryInterval, (uint)random.Next(1, 9)) : properties;
        _ = random.Next(5) == 0
            ? properties.And(PropertyId.ResponseTopic, "back").And(PropertyId.CorrelationData, "id") : properties;
        return properties;
    }

    /// <summary>Who, at which QoS, and which one; then anything.</summary>
    private byte[] Payload(QoS qos)
    {
        if (qos != QoS.ExactlyOnce && random.Next(12) == 0)
        {
            return [];
        }

        string tag = string.Create(CultureInfo.InvariantCulture, $"{spec.Name}.{(int)qos}.{_sequence++};");
        byte[] rest = new byte[random.Next(40) switch
        {
            0 => random.Next(40_000),
            < 4 => random.Next(2_000),
            _ => random.Next(60),
        }];
        random.NextBytes(rest);
        return [.. Encoding.UTF8.GetBytes(tag), .. rest];
    }

    private byte[] Subscribe()
    {
        var output = new ArrayBufferWriter<byte>();
        var options = new SubscriptionOptions((QoS)random.Next(3), noLocal: spec.IsMqtt5 && random.Next(2) == 0);
        SubscriptionRequest[] requests =
            [new(Encoding.UTF8.GetBytes(random.Next(2) == 0 ? "a/+" : Topics[random.Next(Topics.Length)]), options)];
        SubscribeEncoder.WriteSubscribe(output, spec.Version, NextId(), requests);
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Ping()
    {
        var output = new ArrayBufferWriter<byte>();
        ControlEncoder.WritePingreq(output);
        return output.WrittenSpan.ToArray();
    }

    private byte[] Write(in PublishPacket packet)
    {
        var output = new ArrayBufferWriter<byte>();
        PublishEncoder.Write(output, spec.Version, packet);
        return output.WrittenSpan.ToArray();
    }

    private ushort NextId() => (ushort)((_packetId++ % ushort.MaxValue) + 1);
}
