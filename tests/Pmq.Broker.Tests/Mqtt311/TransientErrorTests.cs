using Pmq.Broker.Durability;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt311;

/// <summary>A store that fails while a packet is worked on.</summary>
public sealed class TransientErrorTests
{
    [Fact]
    [Mqtt311("MQTT-4.8.0-2")]
    public void A_message_that_could_not_be_stored_closes_the_connection_it_came_on()
    {
        var store = new SlowStore();
        using var broker = new TestBroker(ports: basic => basic with { Store = store });
        TestClient watcher = broker.Subscriber("watcher", "t");
        TestClient client = broker.Kept("p");
        client.Publish("t", "x", QoS.ExactlyOnce, packetId: 7);
        Assert.False(client.IsClosed);

        store.Settle(StoreOutcome.Failed);
        broker.Run();

        client.AssertClosedInSilence();
        Assert.Equal(0, watcher.Waiting);
        watcher.AssertAlive();
    }

    [Fact]
    public void Sent_again_after_that_it_is_taken_as_if_it_came_for_the_first_time()
    {
        var store = new SlowStore();
        using var broker = new TestBroker(ports: basic => basic with { Store = store });
        TestClient watcher = broker.Subscriber("watcher", "t", QoS.AtMostOnce);
        broker.Kept("p").Publish("t", "x", QoS.ExactlyOnce, packetId: 7);
        store.Settle(StoreOutcome.Failed);
        broker.Run();

        TestClient again = broker.Kept("p");
        again.Publish("t", "x", QoS.ExactlyOnce, packetId: 7, dup: true);
        store.Settle(StoreOutcome.Committed);
        broker.Run();

        Assert.Equal("Pubrec:7", again.Trace());
        Assert.Equal("x", watcher.Texts());
    }

    [Fact]
    [Mqtt311("MQTT-4.8.0-2")]
    public void A_PUBREC_that_could_not_be_stored_closes_the_connection_it_came_on()
    {
        var store = new SlowStore();
        using var broker = new TestBroker(ports: basic => basic with { Store = store });
        TestClient client = broker.Kept("c");
        client.Subscribe("t");
        TestClient publisher = broker.Clean("p");
        publisher.Publish("t", "x", QoS.ExactlyOnce);
        store.Settle(StoreOutcome.Committed);
        broker.Run();
        ushort packetId = client.Take(PacketType.Publish).PacketId;

        client.Acknowledge(PacketType.Pubrec, packetId);
        Assert.Equal(0, client.Waiting);
        store.Settle(StoreOutcome.Failed);
        broker.Run();

        client.AssertClosedInSilence();
        Assert.Equal($"x!:{packetId}", broker.Kept("c").Trace());
    }

    /// <summary>Answers when it is told to.</summary>
    private sealed class SlowStore : IStore
    {
        private readonly List<StoreBatch> _waiting = [];

        public bool Submit(StoreBatch batch)
        {
            _waiting.Add(batch);
            return false;
        }

        public void Settle(StoreOutcome outcome)
        {
            foreach (StoreBatch batch in _waiting)
            {
                batch.Settle(outcome);
            }

            _waiting.Clear();
        }
    }
}
