using Pmq.Broker.Durability;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>QoS 2 with a store that answers later, or says no: nothing is promised that is not stored.</summary>
public sealed class LateStoreTests
{
    private readonly LateStore _store = new();

    [Fact]
    public void Neither_PUBREC_nor_the_message_goes_out_before_the_store_has_answered()
    {
        using TestBroker broker = NewBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t", QoS.AtLeastOnce);
        TestClient publisher = broker.Connect("p");

        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        Assert.Equal([StoreOperationKind.Receive], _store.Waiting);
        Assert.Equal((0, 0), (publisher.Waiting, subscriber.Waiting));

        _store.Answer(broker);
        Assert.Equal(1, publisher.Take(PacketType.Pubrec).PacketId);
        Assert.Equal(["x"], subscriber.TakeTexts());
    }

    [Fact]
    public void A_repeat_in_the_batch_of_its_message_is_not_answered_before_the_store_has_it()
    {
        using TestBroker broker = NewBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t", QoS.AtLeastOnce);
        TestClient publisher = broker.Connect("p");

        publisher.Send(Frames.Join(
            Frames.Publish("t", "x", QoS.ExactlyOnce, packetId: 1),
            Frames.Publish("t", "x", QoS.ExactlyOnce, packetId: 1, dup: true),
            Frames.Publish("t", "x", QoS.ExactlyOnce, packetId: 1)));
        Assert.Equal((0, 0), (publisher.Waiting, subscriber.Waiting));

        _store.Answer(broker);
        Assert.Equal(1, Assert.Single(publisher.TakeAll()).PacketId);
        Assert.Equal(["x"], subscriber.TakeTexts());
    }

    [Fact]
    public void PUBCOMP_waits_for_the_store()
    {
        using TestBroker broker = NewBroker();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        _store.Answer(broker);
        publisher.Take(PacketType.Pubrec);

        publisher.Acknowledge(PacketType.Pubrel, 1);
        Assert.Equal([StoreOperationKind.Complete], _store.Waiting);
        Assert.Equal(0, publisher.Waiting);

        _store.Answer(broker);
        Assert.Equal(1, publisher.Take(PacketType.Pubcomp).PacketId);
    }

    [Fact]
    public void PUBREL_waits_for_the_store()
    {
        using TestBroker broker = NewBroker();
        Packet message = Deliver(broker, out TestClient subscriber);

        subscriber.Acknowledge(PacketType.Pubrec, message.PacketId);
        Assert.Equal([StoreOperationKind.Release], _store.Waiting);
        Assert.Equal(0, subscriber.Waiting);

        _store.Answer(broker);
        Assert.Equal(message.PacketId, subscriber.Take(PacketType.Pubrel).PacketId);
        subscriber.Acknowledge(PacketType.Pubcomp, message.PacketId);
        Assert.Equal((1, 0), (broker.Ledger.Acknowledged, broker.Ledger.Queued));
    }

    [Fact]
    public void A_repeated_message_is_not_answered_before_the_store_has_answered_the_first()
    {
        using TestBroker broker = NewBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t", QoS.AtMostOnce);
        TestClient publisher = broker.ConnectKept("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        publisher.Drop();
        publisher = broker.ConnectKept("p");

        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1, dup: true);
        Assert.Equal((0, 1), (publisher.Waiting, _store.Waiting.Length));

        _store.Answer(broker);
        Assert.Equal(1, publisher.Take(PacketType.Pubrec).PacketId);
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1, dup: true);
        Assert.Equal(1, publisher.Take(PacketType.Pubrec).PacketId);
        Assert.Equal(["x"], subscriber.TakeTexts());
    }

    [Fact]
    public void A_repeated_PUBREL_is_not_answered_before_the_store_has_answered_the_first()
    {
        using TestBroker broker = NewBroker();
        TestClient publisher = broker.ConnectKept("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        _store.Answer(broker);
        publisher.Acknowledge(PacketType.Pubrel, 1);
        publisher.Drop();
        publisher = broker.ConnectKept("p");

        publisher.Acknowledge(PacketType.Pubrel, 1);
        Assert.Equal((0, 1), (publisher.Waiting, _store.Waiting.Length));

        _store.Answer(broker);
        Packet pubcomp = publisher.Take(PacketType.Pubcomp);
        Assert.Equal((1, ReasonCode.Success), (pubcomp.PacketId, pubcomp.Reason));
        Assert.Equal(0, publisher.Waiting);
    }

    [Fact]
    public void A_repeated_PUBREC_is_not_answered_before_the_store_has_answered_the_first()
    {
        using TestBroker broker = NewBroker();
        Packet message = Deliver(broker, out TestClient subscriber);
        subscriber.Acknowledge(PacketType.Pubrec, message.PacketId);
        subscriber.Acknowledge(PacketType.Pubrec, message.PacketId);

        Assert.Equal(0, subscriber.Waiting);
        _store.Answer(broker);
        Assert.Equal(message.PacketId, subscriber.Take(PacketType.Pubrel).PacketId);
    }

    [Fact]
    public void A_message_that_could_not_be_stored_ends_the_connection_and_is_new_when_it_is_repeated()
    {
        using TestBroker broker = NewBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t", QoS.AtMostOnce);
        TestClient publisher = broker.ConnectKept("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);

        _store.Answer(broker, StoreOutcome.Failed);
        publisher.AssertEnded(ReasonCode.ImplementationSpecificError);
        Assert.Equal(0, subscriber.Waiting);

        publisher = broker.ConnectKept("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1, dup: true);
        Assert.Equal([StoreOperationKind.Receive], _store.Waiting);
        _store.Answer(broker);
        Assert.Equal(1, publisher.Take(PacketType.Pubrec).PacketId);
        Assert.Equal(["x"], subscriber.TakeTexts());
    }

    [Fact]
    public void A_release_that_could_not_be_stored_ends_the_connection_and_is_tried_again()
    {
        using TestBroker broker = NewBroker();
        TestClient publisher = broker.ConnectKept("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        _store.Answer(broker);
        publisher.Acknowledge(PacketType.Pubrel, 1);

        _store.Answer(broker, StoreOutcome.Failed);
        publisher.AssertEnded(ReasonCode.ImplementationSpecificError);

        publisher = broker.ConnectKept("p");
        publisher.Acknowledge(PacketType.Pubrel, 1);
        Assert.Equal([StoreOperationKind.Complete], _store.Waiting);
        Assert.Equal(0, publisher.Waiting);
        _store.Answer(broker);
        Assert.Equal(1, publisher.Take(PacketType.Pubcomp).PacketId);
    }

    [Fact]
    public void A_PUBREC_that_could_not_be_stored_ends_the_connection_and_the_message_is_sent_again()
    {
        using TestBroker broker = NewBroker();
        Packet message = Deliver(broker, out TestClient subscriber);
        subscriber.Acknowledge(PacketType.Pubrec, message.PacketId);

        _store.Answer(broker, StoreOutcome.Failed);
        subscriber.AssertEnded(ReasonCode.ImplementationSpecificError);

        subscriber = broker.ConnectKept("s");
        Packet again = subscriber.TakeMessage();
        Assert.Equal((message.PacketId, true), (again.PacketId, again.Dup));
        subscriber.Acknowledge(PacketType.Pubrec, message.PacketId);
        _store.Answer(broker);
        Assert.Equal(message.PacketId, subscriber.Take(PacketType.Pubrel).PacketId);
    }

    [Fact]
    public void An_answer_for_a_session_that_was_begun_anew_changes_nothing()
    {
        using TestBroker broker = NewBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t", QoS.AtMostOnce);
        TestClient publisher = broker.ConnectKept("p");
        publisher.Publish("t", "old", QoS.ExactlyOnce, packetId: 1);
        publisher.Drop();
        publisher = broker.ConnectKept("p", cleanStart: true);

        _store.Answer(broker);

        Assert.Equal((0, 0), (publisher.Waiting, subscriber.Waiting));
        publisher.Publish("t", "new", QoS.ExactlyOnce, packetId: 1);
        _store.Answer(broker);
        Assert.Equal(1, publisher.Take(PacketType.Pubrec).PacketId);
        Assert.Equal(["new"], subscriber.TakeTexts());
    }

    [Fact]
    public void The_answer_tells_that_nobody_subscribes_unless_the_message_is_retained()
    {
        using TestBroker broker = NewBroker();
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce);
        _store.Answer(broker);
        Assert.Equal(ReasonCode.NoMatchingSubscribers, publisher.Take(PacketType.Pubrec).Reason);

        publisher.Publish("t", "x", QoS.ExactlyOnce, retain: true);
        _store.Answer(broker);
        Assert.Equal(ReasonCode.Success, publisher.Take(PacketType.Pubrec).Reason);
    }

    private TestBroker NewBroker() => new(ports: ports => ports with { Store = _store });

    private Packet Deliver(TestBroker broker, out TestClient subscriber)
    {
        subscriber = broker.ConnectKept("s");
        subscriber.Subscribe("t");
        broker.Connect("p").Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        _store.Answer(broker);
        return subscriber.TakeMessage();
    }
}
