using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>
/// Goal: a retained message that is published at the very moment of a subscription comes exactly once, either as
/// retained or as passing. Method: both clients send before anything runs, and a seed decides which turn comes next.
/// </summary>
public sealed class RetainedRaceTests
{
    private const int Seeds = 300;

    [Fact]
    public void A_retained_message_and_a_subscription_at_the_same_moment_meet_exactly_once()
    {
        int asRetained = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            using var broker = new TestBroker(seed: seed);
            TestClient subscriber = broker.Connect("s");
            TestClient publisher = broker.Connect("p");

            publisher.SendQuietly(Frames.Publish("t", "x", retain: true));
            subscriber.SendQuietly(Frames.Subscribe(1, "t", new SubscriptionOptions(QoS.AtMostOnce)));
            broker.Run();

            Assert.Equal(PacketType.Suback, subscriber.Take().Type);
            Packet only = subscriber.TakeMessage();
            Assert.True(only.Text == "x" && subscriber.Waiting == 0, $"Seed {seed}.");
            asRetained += only.Retain ? 1 : 0;
        }

        // The seeds cover both ways.
        Assert.InRange(asRetained, 1, Seeds - 1);
    }

    [Fact]
    public void Several_publishers_and_subscribers_at_the_same_moment_agree_on_the_last_message()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            using var broker = new TestBroker(seed: seed);
            TestClient[] subscribers = [.. Enumerable.Range(0, 3).Select(i => broker.Connect($"s{i}"))];
            TestClient[] publishers = [.. Enumerable.Range(0, 2).Select(i => broker.Connect($"p{i}"))];
            for (int i = 0; i < publishers.Length; i++)
            {
                publishers[i].SendQuietly(Frames.Join(
                    Frames.Publish($"t/{i}", "1", retain: true),
                    Frames.Publish($"t/{i}", "2", retain: true),
                    Frames.Publish($"t/{i}", "3", retain: true)));
            }

            foreach (TestClient subscriber in subscribers)
            {
                subscriber.SendQuietly(Frames.Subscribe(1, "t/+", new SubscriptionOptions(QoS.AtMostOnce)));
            }

            broker.Run();

            foreach (TestClient subscriber in subscribers)
            {
                List<Packet> messages = [.. subscriber.TakeAll().Where(packet => packet.Type == PacketType.Publish)];
                foreach (string topic in (string[])["t/0", "t/1"])
                {
                    string texts = string.Concat(
                        messages.Where(packet => packet.Topic == topic).Select(packet => packet.Text));
                    Assert.True(texts is "3" or "23" or "123", $"Seed {seed}: {texts}.");
                }
            }
        }
    }

    [Fact]
    public void Deleting_and_subscribing_at_the_same_moment_never_leaves_a_ghost()
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            using var broker = new TestBroker(seed: seed);
            TestClient publisher = broker.Connect("p");
            publisher.Publish("t", "old", retain: true);
            TestClient subscriber = broker.Connect("s");

            publisher.SendQuietly(Frames.Publish("t", "", retain: true));
            subscriber.SendQuietly(Frames.Subscribe(1, "t", new SubscriptionOptions(QoS.AtMostOnce)));
            broker.Run();

            string[] texts = subscriber.TakeTexts();
            Assert.True(texts is [] or ["old", ""], $"Seed {seed}: {string.Join('|', texts)}.");
            Assert.Equal(0, broker.Node.RetainedCount);
        }
    }
}
