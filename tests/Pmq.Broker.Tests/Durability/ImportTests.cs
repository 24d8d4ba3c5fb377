using System.Text;
using Pmq.Broker.Durability;
using Pmq.Broker.Tests.Mqtt5.Messaging;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>What a node takes over that another one has kept.</summary>
public sealed class ImportTests
{
    private readonly MemoryStoreContents _contents = new();

    [Fact]
    public void A_session_has_its_messages_and_its_subscriptions()
    {
        using TestBroker broker = Begin();

        Assert.True(Import(broker, Session("c"), Delivery(4, "a"), Delivery(5, "b"), Delivery(9, "c")));
        broker.Connect("p").Publish("t", "d", QoS.AtLeastOnce);
        TestClient client = broker.Resume("c", out bool sessionPresent);

        Assert.True(sessionPresent);
        Assert.Equal(["a", "b", "c", "d"], client.TakeAll().Select(packet => packet.Text));
    }

    [Fact]
    public void A_session_survives_a_crash()
    {
        TestBroker broker = Begin();
        Import(broker, Session("c"), Delivery(4, "a"), Delivery(5, "b"));

        using TestBroker next = broker.Restart(_contents);

        Assert.Equal(1, next.Node.SubscriptionCount);
        TestClient client = next.Resume("c", out bool sessionPresent);
        Assert.True(sessionPresent);
        Assert.Equal(["a", "b"], client.TakeAll().Select(packet => packet.Text));
    }

    [Fact]
    public void A_crash_in_the_middle_leaves_nothing()
    {
        TestBroker broker = Begin();
        SessionImport import = broker.Node.Import(Session("c"));
        import.Add([Delivery(4, "a")], () => { });
        broker.Run();

        using TestBroker next = broker.Restart(_contents);

        Assert.Empty(next.Sessions);
        Assert.Empty(new MemoryStore(_contents).TakeSnapshot().Queue(1, 1, int.MaxValue));
    }

    [Fact]
    public void A_client_that_has_come_meanwhile_keeps_its_session()
    {
        using TestBroker broker = Begin();
        SessionImport import = broker.Node.Import(Session("c"));
        import.Add([Delivery(4, "a")], () => { });
        TestClient client = broker.ConnectKept("c");
        bool? isTaken = null;

        import.End(taken => isTaken = taken);
        broker.Run();

        Assert.False(isTaken);
        Assert.Equal(0, client.Waiting);
        Assert.Single(new MemoryStore(_contents).TakeSnapshot().Sessions());
        Assert.Equal(0, broker.Node.SubscriptionCount);
    }

    [Fact]
    public void A_clean_start_that_follows_at_once_leaves_no_subscription()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            using TestBroker broker = StoredBroker.On(new MemoryStore(), seed: seed);
            SessionImport import = broker.Node.Import(Session("c"));
            import.End(_ => { });
            TestClient client = broker.Open();

            client.SendConnect(new ConnectSettings { ClientId = "c", CleanStart = true });
            broker.Run();

            Assert.Equal(0, broker.Node.SubscriptionCount);
        }
    }

    [Fact]
    public void An_exchange_of_QoS_2_goes_on_under_its_packet_identifier()
    {
        using TestBroker other = StoredBroker.On(new MemoryStore());
        using TestBroker broker = Begin();
        TestClient client = other.ConnectKept("c");
        client.Subscribe("t");
        other.Connect("p").Publish("t", "a", QoS.ExactlyOnce);
        Packet sent = client.TakeMessage();

        Import(
            broker,
            Session("c") with { Released = [1] },
            Delivery(1, "a") with { QoS = QoS.ExactlyOnce, Message = Message("a", QoS.ExactlyOnce) });
        TestClient again = broker.Resume("c", out _);

        Packet release = again.Take(PacketType.Pubrel);
        Assert.Equal(sent.PacketId, release.PacketId);
        Assert.Equal(0, again.Waiting);
        client.Drop();
    }

    [Fact]
    public void A_message_from_the_node_is_told_to_be_stored_when_it_is()
    {
        var store = new HeldStore(_contents);
        using TestBroker broker = StoredBroker.On(store);
        store.Holds = true;
        bool isStored = false;

        broker.Node.Publish(Message("x", QoS.AtLeastOnce) with { Retain = true }, () => isStored = true);
        broker.Run();
        Assert.False(isStored);

        store.Answer(broker);
        Assert.True(isStored);
        Assert.Equal(1, broker.Node.RetainedCount);
    }

    [Fact]
    public void A_message_from_the_node_goes_to_those_who_subscribe_to_it()
    {
        using TestBroker broker = new();
        TestClient client = broker.Connect("c");
        client.Subscribe("t");
        bool isStored = false;

        broker.Node.Publish(Message("x", QoS.AtLeastOnce) with { Retain = true }, () => isStored = true);
        broker.Run();

        Assert.True(isStored);
        Assert.Equal("x", client.TakeMessage().Text);
    }

    [Fact]
    public void A_retained_message_keeps_its_publisher_for_subscriptions_with_no_local()
    {
        using TestBroker broker = Begin();
        broker.Node.Publish(
            Message("x", QoS.AtLeastOnce) with { Retain = true, Publisher = "publisher" }, () => { });
        broker.Run();

        TestClient publisher = broker.Connect("publisher");
        publisher.Subscribe("t", new SubscriptionOptions(QoS.AtLeastOnce, noLocal: true));
        TestClient reader = broker.Connect("reader");
        reader.Subscribe("t", new SubscriptionOptions(QoS.AtLeastOnce, noLocal: true));

        Assert.Equal(0, publisher.Waiting);
        Assert.Equal("x", reader.TakeMessage().Text);
    }

    [Fact]
    public void What_was_stored_is_taken_apart_and_put_together_without_a_change()
    {
        StoredMessage message = Message("payload", QoS.ExactlyOnce) with
        {
            Retain = true,
            Properties = Props.Of(PropertyId.ContentType, "text").AndUser("a", "b").ToBytes(),
            ExpiresAt = 1_900_000_000_000,
        };
        StoredDelivery[] deliveries =
        [
            new(7, message, QoS.AtLeastOnce, RetainAsPublished: true, [1, uint.MaxValue]),
            Delivery(8, "other"),
        ];

        QueueRow row = StoredForm.RowOf(3, deliveries);

        Assert.Equal((3L, 7L, 8L), (row.Session, row.Span.First, row.Span.Last));
        Assert.Equal(deliveries.Select(Text), StoredForm.Queued(row).Select(Text));
    }

    private TestBroker Begin() => StoredBroker.On(new MemoryStore(_contents));

    private static bool Import(TestBroker broker, ImportedSession session, params StoredDelivery[] deliveries)
    {
        SessionImport import = broker.Node.Import(session);
        foreach (StoredDelivery delivery in deliveries)
        {
            import.Add([delivery], () => { });
        }

        bool? isTaken = null;
        import.End(taken => isTaken = taken);
        broker.Run();
        Assert.NotNull(isTaken);
        return isTaken.Value;
    }

    private static ImportedSession Session(string clientId) => new(clientId, uint.MaxValue)
    {
        OfflineSince = 1,
        Subscriptions = [new SubscriptionChange(0, Encoding.UTF8.GetBytes("t"), (byte)QoS.AtLeastOnce, 0)],
    };

    private static StoredDelivery Delivery(long sequence, string payload) =>
        new(sequence, Message(payload, QoS.AtLeastOnce), QoS.AtLeastOnce, RetainAsPublished: false, []);

    private static StoredMessage Message(string payload, QoS qos) =>
        new(Encoding.UTF8.GetBytes("t"), Encoding.UTF8.GetBytes(payload)) { QoS = qos };

    private static string Text(StoredDelivery delivery) =>
        $"{delivery.Sequence} {delivery.QoS} {delivery.RetainAsPublished} {string.Join(',', delivery.SubscriptionIds)} "
        + $"{delivery.Message.QoS} {delivery.Message.Retain} {delivery.Message.ExpiresAt} "
        + $"{Encoding.UTF8.GetString(delivery.Message.Topic.Span)} {Encoding.UTF8.GetString(delivery.Message.Payload.Span)} "
        + Convert.ToHexString(delivery.Message.Properties.Span);
}
