using Pmq.Crash.Books;
using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>All clients of a run, with their books.</summary>
/// <remarks>Owner: the run.</remarks>
internal sealed class Cast
{
    private const int RetainedTopics = 5;
    private const int RetainedPerSecond = 50;

    private readonly Scene _scene;
    private readonly List<SentMessages> _sent = [];
    private readonly List<ReceivedMessages> _received = [];
    private readonly List<Publisher> _publishers = [];
    private readonly List<Subscriber> _subscribers = [];
    private readonly List<Client> _others = [];
    private readonly List<Task> _threads = [];

    public Cast(Scene scene, CrashSettings settings)
    {
        _scene = scene;
        foreach (PublisherPlan plan in PublisherPlans(settings))
        {
            var sent = new SentMessages(plan.ClientId);
            _publishers.Add(new Publisher(scene, plan, new NumberedMessages(_sent.Count, sent)));
            _sent.Add(sent);
        }

        var keeper = new PublisherPlan("keeper", ProtocolVersion.Mqtt5, RetainedPerSecond, 0, Window: 20, PacketIdMax: 100);
        _publishers.Add(new Publisher(scene, keeper, new NumberedRetained(Retained)) { IsCounted = false });

        AddSubscriber(new SubscriberPlan("all-1", ProtocolVersion.Mqtt5, "m/#", QoS.AtLeastOnce));
        AddSubscriber(new SubscriberPlan("all-2", ProtocolVersion.Mqtt5, "m/#", QoS.ExactlyOnce));
        AddSubscriber(new SubscriberPlan("level-2", ProtocolVersion.Mqtt311, "m/+", QoS.ExactlyOnce));
        AddSubscriber(new SubscriberPlan("one-1", ProtocolVersion.Mqtt311, "m/mixed-a", QoS.AtLeastOnce));
        AddSubscriber(new SubscriberPlan("one-2", ProtocolVersion.Mqtt5, "m/mixed-b", QoS.ExactlyOnce));
        var heir = new SubscriberPlan("heir", ProtocolVersion.Mqtt5, WillArrivals.Filter, QoS.AtLeastOnce);
        _subscribers.Add(new Subscriber(scene, heir, new WillArrivals(Wills)));

        _others.Add(new RetainedReader(scene, "reader", ProtocolVersion.Mqtt5, Retained));
        _others.Add(new Mortal(scene, "mortal-kept", ProtocolVersion.Mqtt5, isKept: true, Wills));
        _others.Add(new Mortal(scene, "mortal-clean", ProtocolVersion.Mqtt311, isKept: false, Wills));
    }

    public RetainedValues Retained { get; } = new(RetainedTopics);

    public Wills Wills { get; } = new();

    /// <summary>What every subscriber has got of every publisher.</summary>
    public IReadOnlyList<ReceivedMessages> Received => _received;

    /// <summary>Whether all subscriptions are answered.</summary>
    public bool AreSubscribed => _subscribers.All(subscriber => subscriber.IsSubscribed);

    /// <summary>How many messages have come, with those that came before.</summary>
    public long ArrivalCount => _received.Sum(book => (long)book.First + book.Again);

    /// <summary>Whether everybody is here and nothing is owed to anybody.</summary>
    public bool IsAtRest =>
        _publishers.All(publisher => publisher is { IsConnected: true, UnderWay: 0 })
        && _subscribers.All(subscriber => subscriber is { IsConnected: true, UnderWay: 0 })
        && Wills.MissingCount == 0
        && _received.All(book => book.MissingCount() == 0);

    public void StartSubscribers() => _subscribers.ForEach(Start);

    public void StartOthers()
    {
        _publishers.ForEach(Start);
        _others.ForEach(Start);
    }

    /// <summary>Whether a client has failed by itself, which is a fault of the test.</summary>
    public void ThrowIfBroken()
    {
        if (_threads.Find(thread => thread.IsFaulted) is { Exception: { } fault })
        {
            throw new InvalidOperationException("A client of the test is broken.", fault.InnerException);
        }
    }

    /// <summary>Waits for all to end, after the run was stopped.</summary>
    public Task EndAsync() => Task.WhenAll(_threads);

    /// <summary>Why it does not come to rest.</summary>
    public IEnumerable<string> Unrest() =>
        _publishers.Where(publisher => publisher is not { IsConnected: true, UnderWay: 0 })
            .Select(one => $"{one.ClientId} is {Name(one)} and has {one.UnderWay} messages under way")
            .Concat(_subscribers.Where(subscriber => subscriber is not { IsConnected: true, UnderWay: 0 })
                .Select(one => $"{one.ClientId} is {Name(one)} and has {one.UnderWay} exchanges under way"));

    /// <summary>What is wrong at the end.</summary>
    public IEnumerable<string> Faults() => _received.SelectMany(book => book.Faults()).Concat(Wills.Faults());

    private static string Name(Client client) => client.IsConnected ? "connected" : "not connected";

    private PublisherPlan[] PublisherPlans(CrashSettings settings)
    {
        // Three publish at each QoS: two at both, and one at this alone.
        double qos1 = settings.Qos1PerSecond / 3.0;
        double qos2 = settings.Qos2PerSecond / 3.0;
        Random random = _scene.RandomFor("plans");
        return
        [
            Plan("only-1", ProtocolVersion.Mqtt311, qos1, 0),
            Plan("only-2", ProtocolVersion.Mqtt5, 0, qos2),
            Plan("mixed-a", ProtocolVersion.Mqtt5, qos1, qos2),
            Plan("mixed-b", ProtocolVersion.Mqtt311, qos1, qos2),
        ];

        PublisherPlan Plan(string clientId, ProtocolVersion version, double atQos1, double atQos2) => new(
            clientId,
            version,
            atQos1,
            atQos2,
            Window: random.Next(20, 51),
            PacketIdMax: random.GetItems([60, 1000, ushort.MaxValue], 1)[0]);
    }

    private void AddSubscriber(SubscriberPlan plan)
    {
        ReceivedMessages?[] books =
        [
            .. _sent.Select(sent => Matches(plan.Filter, NumberedMessages.TopicOf(sent.Publisher))
                ? new ReceivedMessages(plan.ClientId, plan.QoS, sent)
                : null),
        ];
        _received.AddRange(books.OfType<ReceivedMessages>());
        _subscribers.Add(new Subscriber(_scene, plan, new NumberedArrivals(books)));
    }

    // All topics of numbered messages have two levels and begin with the same one.
    private static bool Matches(string filter, string topic) => filter is "m/#" or "m/+" || filter == topic;

    private void Start(Client client) => _threads.Add(Task.Factory.StartNew(
        client.Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
}
