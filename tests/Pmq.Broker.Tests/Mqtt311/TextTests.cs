using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>Every string of every packet a client sends is checked, and a bad one ends the connection.</summary>
public sealed class TextTests
{
    private const byte Clean = RawPacket.CleanSession;

    /// <summary>The strings a client can send.</summary>
    public enum Place
    {
        ClientIdentifier,
        WillTopic,
        UserName,
        TopicName,
        Filter,
        FilterToRemove,
    }

    public static TheoryData<Place> Places => [.. Enum.GetValues<Place>()];

    [Theory]
    [MemberData(nameof(Places))]
    [Mqtt311("MQTT-1.5.3-1", "MQTT-3.1.3-4", "MQTT-3.1.3-10", "MQTT-3.1.3-11")]
    [Mqtt311("MQTT-3.3.2-1", "MQTT-3.8.3-1", "MQTT-3.10.3-1")]
    public void Ill_formed_UTF8_closes(Place place)
    {
        byte[][] illFormed =
        [
            [0x61, 0xFF],
            [0xC0, 0x80],
            [0xC3],
            [0xE2, 0x82],
            [0xED, 0xA0, 0x80],
            [0xED, 0xBF, 0xBF, 0x61],
            [0xF5, 0x80, 0x80, 0x80],
            [0x80],
        ];
        foreach (byte[] text in illFormed)
        {
            AssertCloses(place, text);
        }
    }

    [Theory]
    [MemberData(nameof(Places))]
    [Mqtt311("MQTT-1.5.3-2", "MQTT-4.7.3-2")]
    public void A_null_character_closes(Place place)
    {
        AssertCloses(place, [0x61, 0x00, 0x62]);
        AssertCloses(place, [0x00]);
        AssertCloses(place, [0xC3, 0xA4, 0x00]);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Good_text_does_not(Place place)
    {
        using var broker = new TestBroker();

        Assert.False(Send(broker, place, [0xC3, 0xA4, 0xEF, 0xBF, 0xBF, 0xF0, 0x9F, 0x98, 0x80]).IsClosed);
    }

    [Fact]
    [Mqtt311("MQTT-1.5.3-3")]
    public void The_bytes_of_a_byte_order_mark_are_a_character_wherever_they_stand()
    {
        using var broker = new TestBroker();
        TestClient marked = broker.Subscriber("marked", "\uFEFFa");
        TestClient inside = broker.Subscriber("inside", "a\uFEFF");
        TestClient plain = broker.Subscriber("plain", "a");

        broker.Say("\uFEFFa", "1");
        broker.Say("a\uFEFF", "2");
        broker.Say("a", "3");

        Packet first = Assert.Single(marked.ReceiveAll());
        Assert.Equal(("\uFEFFa", "1"), (first.Topic, first.Text));
        Assert.Equal("2", inside.Texts());
        Assert.Equal("3", plain.Texts());
    }

    private static void AssertCloses(Place place, byte[] text)
    {
        using var broker = new TestBroker();
        TestClient watcher = broker.Subscriber("watcher", "#");

        TestClient client = Send(broker, place, text);

        client.AssertClosedInSilence();
        Assert.Equal(0, watcher.Waiting);
        Assert.Equal(1, broker.Node.SubscriptionCount);
    }

    private static TestClient Send(TestBroker broker, Place place, byte[] text)
    {
        byte[] field = RawPacket.Field(text);
        byte[] name = RawPacket.Text("c");
        byte[] packet = place switch
        {
            Place.ClientIdentifier => RawPacket.Connect(Clean, field),
            Place.WillTopic => RawPacket.Connect(Clean | RawPacket.Will, name, field, RawPacket.Text("x")),
            Place.UserName => RawPacket.Connect(Clean | RawPacket.UserName, name, field),
            Place.TopicName => RawPacket.Of(0x30, field, [1]),
            Place.Filter => RawPacket.Of(0x82, RawPacket.Number(1), field, [0]),
            _ => RawPacket.Of(0xA2, RawPacket.Number(1), field),
        };
        TestClient client = place >= Place.TopicName ? broker.Clean("c") : broker.Open();
        client.Version = ProtocolVersion.Mqtt311;
        client.Send(packet);
        return client;
    }
}
