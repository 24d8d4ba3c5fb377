using System.Globalization;
using Pmq.Broker.Options;
using Pmq.Broker.Routing;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>
/// Goal: in a shared group that members join and leave at random, no message is lost and none is acknowledged twice.
/// Method: a seed decides who does what and in which order the turns run; members acknowledge some messages, leave with
/// others, and in the end one that stays takes all that is left.
/// </summary>
public sealed class SharedModelTests
{
    private const int MembersMax = 4;
    private const int Steps = 60;

    [Theory]
    [InlineData(SharedStrategy.RoundRobin)]
    [InlineData(SharedStrategy.Random)]
    [InlineData(SharedStrategy.Sticky)]
    [InlineData(SharedStrategy.HashPublisher)]
    [InlineData(SharedStrategy.HashTopic)]
    [InlineData(SharedStrategy.LeastInflight)]
    public void Each_message_is_acknowledged_exactly_once(SharedStrategy strategy)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            Run(strategy, seed);
        }
    }

    private static void Run(SharedStrategy strategy, int seed)
    {
        using var broker = new TestBroker(
            new BrokerOptions
            {
                Subscription = new SubscriptionLimits { SharedStrategy = strategy },
                Session = new SessionOptions { InflightMax = 3 },
            },
            seed: seed);
        var random = new Random(seed);
        var model = new Group(broker, random);
        model.Join();
        for (int step = 0; step < Steps; step++)
        {
            model.Step();
        }

        model.Finish();
        string expected = string.Join(' ', Enumerable.Range(0, model.Published));
        string acknowledged = string.Join(' ', model.Acknowledged.Order());
        Assert.True(expected == acknowledged, $"{strategy}, seed {seed}: {acknowledged}");
        Assert.Equal((0, 0), (broker.Ledger.Queued, broker.Ledger.DroppedInAll));
    }

    private sealed class Group(TestBroker broker, Random random)
    {
        private readonly TestClient _publisher = broker.Connect("p");
        private readonly List<TestClient> _members = [];
        private int _names;

        public int Published { get; private set; }

        public List<int> Acknowledged { get; } = [];

        public void Step()
        {
            switch (random.Next(8))
            {
                case 0 when _members.Count < MembersMax:
                    Join();
                    break;
                case 1 when _members.Count > 1:
                    Leave();
                    break;
                case 2 or 3 or 4:
                    Acknowledge(_members[random.Next(_members.Count)]);
                    break;
                default:
                    Publish();
                    break;
            }

            for (int turns = random.Next(4); turns > 0; turns--)
            {
                broker.Scheduler.RunOne();
            }
        }

        public void Join()
        {
            TestClient member = broker.Connect($"m{_names++}");
            member.Subscribe("$share/g/t/#", QoS.AtLeastOnce);
            _members.Add(member);
        }

        public void Finish()
        {
            broker.Run();
            while (_members.Count > 1)
            {
                Leave();
            }

            broker.Run();
            while (_members[0].Waiting > 0)
            {
                Acknowledge(_members[0]);
                broker.Run();
            }
        }

        private void Publish()
        {
            byte[][] batch = new byte[random.Next(1, 5)][];
            for (int i = 0; i < batch.Length; i++)
            {
                string text = Published.ToString(CultureInfo.InvariantCulture);
                Published++;
                batch[i] = Frames.Publish($"t/{random.Next(3)}", text, QoS.AtLeastOnce, (ushort)Published);
            }

            _publisher.SendQuietly(Frames.Join(batch));
        }

        /// <summary>Acknowledges what arrived; the broker hears of it some time before the member leaves.</summary>
        private void Acknowledge(TestClient member)
        {
            IReadOnlyList<Packet> messages = member.TakeAll();
            Acknowledged.AddRange(messages.Select(message => int.Parse(message.Text, CultureInfo.InvariantCulture)));
            member.SendQuietly(
                Frames.Join(messages.Select(message => Frames.Ack(PacketType.Puback, message.PacketId))));
        }

        private void Leave()
        {
            TestClient member = _members[random.Next(_members.Count)];
            _members.Remove(member);
            member.SendQuietly(random.Next(2) == 0 ? Frames.Disconnect() : Frames.Join(
                Frames.Unsubscribe(9, "$share/g/t/#"), Frames.Disconnect()));
        }
    }
}
