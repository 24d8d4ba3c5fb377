using System.Globalization;
using System.Text;
using Pmq.Crash.Books;
using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>Retained messages with increasing values on a handful of topics.</summary>
internal sealed class NumberedRetained(RetainedValues values) : IMessageSource
{
    public const string Filter = "r/+";

    private const string Prefix = "r/";

    /// <summary>Which topic, by its index.</summary>
    public static int IndexOf(ByteView topic) =>
        int.Parse(topic.Span[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture);

    public Outgoing Next(ushort packetId, QoS qos, Random random)
    {
        int index = random.Next(values.TopicCount);
        int value = values.Next(index);
        byte[] topic = Encoding.UTF8.GetBytes(Prefix + index.ToString(CultureInfo.InvariantCulture));
        byte[] payload = Encoding.UTF8.GetBytes(value.ToString(CultureInfo.InvariantCulture));
        return new Outgoing(packetId, qos, topic, payload) { Retain = true, Index = index, Number = value };
    }

    public void Acknowledged(Outgoing message) => values.Acknowledge(message.Index, message.Number);
}
