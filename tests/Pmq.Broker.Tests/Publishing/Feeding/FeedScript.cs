using Pmq.Broker.Options;
using Pmq.Broker.Routing;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Publishing.Feeding;

/// <summary>All that happens under a seed, whatever way the packets reach the broker.</summary>
internal sealed class FeedScript
{
    private const int Rounds = 8;

    private static readonly string[] Filters = ["#", "a/+", "a/b", "a/#", "d", "keep/#", "keep/0", "keep/2"];

    private readonly Random _random;

    public FeedScript(int seed)
    {
        _random = new Random(seed);
        Options = MakeOptions();
        Publishers = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(i => new FedClientSpec($"p{i}", AnyVersion()))];
        FedClientSpec[] alone = [.. Enumerable.Range(0, _random.Next(1, 6)).Select(Subscriber)];
        Subscribers = [.. alone, .. Group()];
        Plan = MakePlan(alone.Length);
    }

    public BrokerOptions Options { get; }

    public FedClientSpec[] Publishers { get; }

    public FedClientSpec[] Subscribers { get; }

    public List<FedRound> Plan { get; }

    private BrokerOptions MakeOptions() => new()
    {
        // Nothing may be dropped for want of room: a full queue would drop others when a batch comes at once.
        Session = new SessionOptions { InflightMax = One(3, 20, 100), QueuedMessagesMax = 0 },
        Turn = new TurnOptions
        {
            WriteBytesMax = One(1024, 64 * 1024), ReadBytesMax = One(1024, 256 * 1024), MailsMax = One(2, 512),
        },
        Message = new MessageOptions { ExpiryMax = One(0, 0, 100) },
        Subscription = new SubscriptionLimits
        {
            DeliveryMode = One(DeliveryMode.OnlyOnce, DeliveryMode.Overlap),
            SharedStrategy = One(Enum.GetValues<SharedStrategy>()),
        },
    };

    private FedClientSpec Subscriber(int number)
    {
        ProtocolVersion version = AnyVersion();
        bool isMqtt5 = version == ProtocolVersion.Mqtt5;
        bool isKept = _random.Next(2) == 0;
        var connect = new Props();
        _ = isKept ? connect.And(PropertyId.SessionExpiryInterval, uint.MaxValue) : connect;
        _ = _random.Next(2) == 0 ? connect.And(PropertyId.ReceiveMaximum, (uint)_random.Next(1, 20)) : connect;
        _ = _random.Next(3) == 0 ? connect.And(PropertyId.MaximumPacketSize, One(150u, 3000u)) : connect;
        _ = _random.Next(3) == 0 ? connect.And(PropertyId.TopicAliasMaximum, (uint)_random.Next(1, 4)) : connect;
        string[] filters = [.. Filters];
        _random.Shuffle(filters);
        return new FedClientSpec($"s{number}", version)
        {
            IsKept = isKept,
            ConnectProperties = isMqtt5 ? connect : [],
            Filters = [.. filters[.._random.Next(1, 4)].Select(filter => (filter, Options(isMqtt5)))],
            SubscribeProperties =
                isMqtt5 && _random.Next(3) == 0 ? Props.Of(PropertyId.SubscriptionIdentifier, (uint)number + 1) : [],
        };

        SubscriptionOptions Options(bool all) => new(
            (QoS)_random.Next(3), retainAsPublished: all && _random.Next(2) == 0);
    }

    /// <summary>Members alike, so that it does not matter who gets what.</summary>
    private FedClientSpec[] Group()
    {
        var options = new SubscriptionOptions((QoS)_random.Next(3));
        ProtocolVersion version = AnyVersion();
        return
        [
            .. Enumerable.Range(0, One(0, 1, 3, 10)).Select(i => new FedClientSpec($"g{i}", version)
            {
                Shares = true, Filters = [("$share/g/a/+", options)],
            }),
        ];
    }

    private List<FedRound> MakePlan(int movers)
    {
        FedPublisher[] makers = [.. Publishers.Select(spec => new FedPublisher(spec, _random))];
        var plan = new List<FedRound>();
        bool wasDrained = true;
        for (int i = 0; i < Rounds; i++)
        {
            bool drains = _random.Next(3) != 0;
            bool releases = _random.Next(2) == 0;
            List<byte[]>[] packets = [.. makers.Select(maker => maker.NextRound())];

            // Who leaves with messages under way gets those again that happened to be there.
            plan.Add(new FedRound(
                packets,
                Some(Subscribers.Length, 5),
                wasDrained ? Some(movers, 4) : [],
                drains,
                releases,
                drains ? _random.Next(4) : 0));
            wasDrained = drains;
            if (releases)
            {
                Array.ForEach(makers, maker => maker.Released());
            }
        }

        return plan;
    }

    private int[] Some(int count, int oneOf) => [.. Enumerable.Range(0, count).Where(_ => _random.Next(oneOf) == 0)];

    private ProtocolVersion AnyVersion() => One(ProtocolVersion.Mqtt311, ProtocolVersion.Mqtt5);

    private T One<T>(params T[] values) => values[_random.Next(values.Length)];
}
