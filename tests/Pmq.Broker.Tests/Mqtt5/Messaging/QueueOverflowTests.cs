using Pmq.Broker.Accounting;
using Pmq.Broker.Options;
using Pmq.Broker.Outbound;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>A queue that is full.</summary>
public sealed class QueueOverflowTests
{
    [Fact]
    public void Drop_oldest_drops_the_oldest_of_QoS_0_first_and_then_the_oldest()
    {
        using var broker = new TestBroker(With(QueueOverflow.DropOldest));
        TestClient publisher = Away(broker);
        publisher.Publish("t", "1", QoS.AtLeastOnce);
        publisher.Publish("t", "zero");
        publisher.Publish("t", "2", QoS.AtLeastOnce);
        publisher.Publish("t", "3", QoS.AtLeastOnce);
        publisher.Publish("t", "4", QoS.AtLeastOnce);
        publisher.Publish("t", "late zero");

        Assert.Equal(["2", "3", "4"], broker.ConnectKept("s").DrainTexts());
        Assert.Equal(3, broker.Ledger.Dropped(DropCause.QueueFull));
    }

    [Fact]
    public void Drop_newest_drops_what_comes()
    {
        using var broker = new TestBroker(With(QueueOverflow.DropNewest));
        TestClient publisher = Away(broker);
        publisher.Publish("t", "zero");
        for (int i = 1; i <= 4; i++)
        {
            publisher.Publish("t", $"{i}", QoS.AtLeastOnce);
        }

        Assert.Equal(["zero", "1", "2"], broker.ConnectKept("s").DrainTexts());
        Assert.Equal(2, broker.Ledger.Dropped(DropCause.QueueFull));
    }

    [Fact]
    public void Disconnect_tells_the_client_and_what_was_queued_waits_for_it()
    {
        using var broker = new TestBroker(With(QueueOverflow.Disconnect));
        TestClient subscriber = broker.ConnectKept("s", receiveMaximum: 1);
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        for (int i = 1; i <= 4; i++)
        {
            publisher.Publish("t", $"{i}", QoS.AtLeastOnce);
        }

        Assert.False(subscriber.IsClosed);
        publisher.Publish("t", "5", QoS.AtLeastOnce);

        subscriber.AssertEnded(ReasonCode.QuotaExceeded);
        Assert.Equal(["1", "2", "3", "4"], broker.ConnectKept("s", receiveMaximum: 1).DrainTexts());
        Assert.Equal(1, broker.Ledger.Dropped(DropCause.QueueFull));
    }

    [Fact]
    public void The_bound_in_bytes_holds_too()
    {
        using var broker = new TestBroker(new BrokerOptions
        {
            Session = new SessionOptions { QueuedBytesMax = 4096, QueueOverflow = QueueOverflow.DropNewest },
        });
        TestClient publisher = Away(broker);
        for (int i = 0; i < 10; i++)
        {
            publisher.Publish("t", new string('x', 1000), QoS.AtLeastOnce);
        }

        Assert.InRange(broker.Node.QueuedBytes, 3000, 4096);
        Assert.Equal(3, broker.ConnectKept("s").DrainTexts().Count);
    }

    [Fact]
    public void QoS_0_does_not_wait_for_a_client_that_is_away_where_that_is_switched_off()
    {
        using var broker = new TestBroker(new BrokerOptions
        {
            Session = new SessionOptions { QueueQos0Messages = false },
        });
        TestClient publisher = Away(broker);
        publisher.Publish("t", "zero");
        publisher.Publish("t", "one", QoS.AtLeastOnce);

        Assert.Equal(["one"], broker.ConnectKept("s").DrainTexts());
        Assert.Equal(1, broker.Ledger.Dropped(DropCause.Offline));
    }

    private static BrokerOptions With(QueueOverflow overflow) => new()
    {
        Session = new SessionOptions { QueuedMessagesMax = 3, QueueOverflow = overflow },
    };

    /// <summary>A publisher to a subscriber that is away.</summary>
    private static TestClient Away(TestBroker broker)
    {
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        kept.Drop();
        return broker.Connect("p");
    }
}
