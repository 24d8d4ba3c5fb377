using System.Globalization;
using System.Text;
using Pmq.Crash.Books;
using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>Messages that carry their publisher's index, their QoS and their number, and some more bytes.</summary>
internal sealed class NumberedMessages(int publisher, SentMessages sent) : IMessageSource
{
    private const int PaddingMax = 200;
    private const int LongPadding = 8000;

    private readonly byte[] _topic = Encoding.UTF8.GetBytes(TopicOf(sent.Publisher));

    public static string TopicOf(string publisher) => "m/" + publisher;

    public Outgoing Next(ushort packetId, QoS qos, Random random)
    {
        int number = sent.Add(qos);
        string head = string.Create(CultureInfo.InvariantCulture, $"{publisher} {(int)qos} {number} ");
        int padding = random.Next(100) == 0 ? LongPadding : random.Next(PaddingMax);
        return new Outgoing(packetId, qos, _topic, Encoding.UTF8.GetBytes(head.PadRight(head.Length + padding, '.')))
        {
            Number = number,
        };
    }

    public void Acknowledged(Outgoing message) => sent.Acknowledge(message.Number);
}
