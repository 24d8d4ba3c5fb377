using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>
/// Goal: QoS 2 delivers exactly once although connections are lost at every step. Method: a publisher and a subscriber
/// that keep to the standard, and a number whose bits say before and after which steps the connection is cut.
/// </summary>
public sealed class LostConnectionTests
{
    private const int Messages = 3;

    [Fact]
    public void A_publisher_that_loses_its_connection_at_any_step_has_each_message_delivered_once()
    {
        for (int cuts = 0; cuts < 64; cuts++)
        {
            using var broker = new TestBroker();
            TestClient subscriber = broker.Connect("s");
            subscriber.Subscribe("t");

            Publish(broker, cuts);

            Assert.Equal(["0", "1", "2"], subscriber.DrainTexts());
        }
    }

    [Fact]
    public void A_subscriber_that_loses_its_connection_at_any_step_gets_each_message_once()
    {
        for (int cuts = 0; cuts < 64; cuts++)
        {
            using var broker = new TestBroker();
            TestClient subscriber = broker.ConnectKept("s");
            subscriber.Subscribe("t");
            subscriber.Drop();
            TestClient publisher = broker.Connect("p");
            for (int i = 0; i < Messages; i++)
            {
                publisher.Publish("t", $"{i}", QoS.ExactlyOnce);
            }

            Assert.Equal(["0", "1", "2"], Receive(broker, cuts));
            Assert.Equal((Messages, 0), (broker.Ledger.Acknowledged, broker.Ledger.Queued));
        }
    }

    [Fact]
    [Mqtt5("MQTT-4.4.0-1", "MQTT-3.3.1-1")]
    public void Everything_unacknowledged_is_sent_again_once_in_its_order_with_its_identifiers()
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        int[] levels = [1, 2, 1, 2, 0, 2];
        for (int i = 0; i < levels.Length; i++)
        {
            publisher.Publish("t", $"{i}", (QoS)levels[i]);
        }

        Packet[] sent = [.. kept.TakeAll()];
        kept.Acknowledge(PacketType.Puback, sent[2].PacketId);
        kept.Acknowledge(PacketType.Pubrec, sent[3].PacketId);
        kept.Drop();
        publisher.Publish("t", "later", QoS.AtLeastOnce);

        kept = broker.ConnectKept("s");

        Assert.Equal(
            [
                $"Publish {sent[0].PacketId} 0 dup",
                $"Publish {sent[1].PacketId} 1 dup",
                $"Pubrel {sent[3].PacketId}  ",
                $"Publish {sent[5].PacketId} 5 dup",
                $"Publish {sent[5].PacketId + 1} later ",
            ],
            kept.TakeAll().Select(
                packet => $"{packet.Type} {packet.PacketId} {packet.Text} {(packet.Dup ? "dup" : "")}"));
    }

    [Fact]
    [Mqtt5("MQTT-4.4.0-1")]
    public void Nothing_is_sent_again_while_the_connection_lasts()
    {
        using var broker = new TestBroker(new Options.BrokerOptions
        {
            Session = new Options.SessionOptions { DeliveryRetryInterval = 5 },
        });
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "1", QoS.AtLeastOnce);
        publisher.Publish("t", "2", QoS.ExactlyOnce);
        Assert.Equal(2, subscriber.TakeAll().Count);

        broker.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, subscriber.Waiting);
    }

    [Fact]
    [Mqtt5("MQTT-4.4.0-2")]
    public void A_message_that_the_client_refused_is_not_sent_again()
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "1", QoS.AtLeastOnce);
        publisher.Publish("t", "2", QoS.ExactlyOnce);
        kept.Acknowledge(PacketType.Puback, kept.TakeMessage().PacketId, ReasonCode.ImplementationSpecificError);
        kept.Acknowledge(PacketType.Pubrec, kept.TakeMessage().PacketId, ReasonCode.ImplementationSpecificError);
        kept.Drop();

        Assert.Equal(0, broker.ConnectKept("s").Waiting);
        Assert.Equal(2, broker.Ledger.Dropped(Accounting.DropCause.Refused));
    }

    [Fact]
    [Mqtt5("MQTT-4.4.0-1")]
    public void A_clean_start_sends_nothing_again()
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        broker.Connect("p").Publish("t", "1", QoS.ExactlyOnce);
        kept.Drop();

        Assert.Equal(0, broker.ConnectKept("s", cleanStart: true).Waiting);
        Assert.Equal(0, broker.Ledger.Queued);
    }

    /// <summary>Publishes like a client that repeats from its store whatever was not answered.</summary>
    private static void Publish(TestBroker broker, int cuts)
    {
        TestClient client = broker.ConnectKept("p");
        for (ushort id = 1; id <= Messages; id++)
        {
            string text = $"{id - 1}";
            client.Publish("t", text, QoS.ExactlyOnce, packetId: id);
            if (Cut(ref cuts))
            {
                client = Again(broker, client, "p");
                client.Publish("t", text, QoS.ExactlyOnce, packetId: id, dup: true);
            }

            Assert.Equal(id, client.Take(PacketType.Pubrec).PacketId);
            client.Acknowledge(PacketType.Pubrel, id);
            if (Cut(ref cuts))
            {
                client = Again(broker, client, "p");
                client.Acknowledge(PacketType.Pubrel, id);
            }

            Assert.Equal(id, client.Take(PacketType.Pubcomp).PacketId);
        }
    }

    /// <summary>Receives like a client that remembers identifiers until PUBREL.</summary>
    private static List<string> Receive(TestBroker broker, int cuts)
    {
        List<string> texts = [];
        HashSet<ushort> known = [];
        TestClient client = broker.ConnectKept("s");
        while (client.Waiting > 0)
        {
            Packet packet = client.Take();
            if (packet.Type == PacketType.Publish && known.Add(packet.PacketId))
            {
                texts.Add(packet.Text);
            }
            else if (packet.Type == PacketType.Pubrel)
            {
                known.Remove(packet.PacketId);
            }

            // An answer is lost together with the connection, or is not.
            if (Cut(ref cuts))
            {
                client = Again(broker, client, "s");
                continue;
            }

            client.Answer(packet);
            if (Cut(ref cuts))
            {
                client = Again(broker, client, "s");
            }
        }

        return texts;
    }

    private static TestClient Again(TestBroker broker, TestClient client, string id)
    {
        client.Drop();
        return broker.ConnectKept(id);
    }

    private static bool Cut(ref int cuts)
    {
        bool cut = (cuts & 1) != 0;
        cuts >>= 1;
        return cut;
    }
}
