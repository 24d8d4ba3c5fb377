using Pmq.LoadGen.Clients;
using Pmq.LoadGen.Ledgers;

namespace Pmq.LoadGen.Traffic;

/// <summary>The clients of a plan.</summary>
internal sealed class TrafficClients
{
    private const int OpenedAtOnce = 50;
    private const uint KeptSeconds = 3600;

    private readonly LoadRun _run;
    private readonly DeliveryFeed _feed;
    private readonly IReadOnlyList<Subscriber> _subscribers;
    private readonly IReadOnlyList<Subscriber> _slow;

    public TrafficClients(LoadRun run, TrafficPlan plan, DeliveryFeed feed)
    {
        _run = run;
        _feed = feed;
        _subscribers = [.. plan.Subscribers.Select((subscriber, number) => Make(subscriber, number))];
        _slow = [.. plan.SlowSubscribers.Select((filters, number) => MakeSlow(plan, filters, number))];
        Publishers = [.. plan.Publishers.Select((templates, number) => Make(plan, templates, number))];
        feed.Tell(Publishers);
    }

    public IReadOnlyList<Publisher> Publishers { get; }

    public async Task OpenAsync()
    {
        await Opening.OpenAllAsync(_run.Loop, [.. _subscribers, .. _slow], OpenedAtOnce, _run.Limit);
        _run.Loop.Post(() =>
        {
            foreach (Subscriber subscriber in _slow)
            {
                subscriber.StopReading();
            }
        });
        await Opening.OpenAllAsync(_run.Loop, Publishers, OpenedAtOnce, _run.Limit);
    }

    /// <summary>Does something with every publisher on the loop's thread.</summary>
    public void Tell(Action<Publisher> what) => _run.Loop.Post(() =>
    {
        foreach (Publisher publisher in Publishers)
        {
            what(publisher);
        }
    });

    /// <summary>Lets the publishers send the messages of these numbers, counted over all of them, in turns.</summary>
    public void Allow(long first, long end) => _run.Loop.Post(() =>
    {
        for (long number = first; number < end; number++)
        {
            Publishers[(int)(number % Publishers.Count)].Allow();
        }

        foreach (Publisher publisher in Publishers)
        {
            publisher.Pump();
        }
    });

    public Task<TrafficState> StateAsync() => _run.Loop.AskAsync(() => new TrafficState(
        Publishers.Sum(publisher => publisher.Sent),
        Publishers.Sum(publisher => publisher.Expected),
        _feed.Count,
        Publishers.Sum(publisher => publisher.Refused),
        All.Count(client => !client.IsOpen),
        Publishers.All(publisher => publisher.IsDone)));

    /// <summary>Closes all; done when they are closed.</summary>
    public Task CloseAsync() => Closing.AllAsync(_run.Loop, All.Concat(_slow));

    private IEnumerable<Client> All => _subscribers.Concat<Client>(Publishers);

    private ClientSettings Settings(char role, int number)
    {
        ClientSettings settings = _run.Client(role, number);
        return _run.Options.Kept ? settings with { CleanStart = false, SessionExpiry = KeptSeconds } : settings;
    }

    private Subscriber Make(SubscriberPlan plan, int number) =>
        new(_run.Loop, Settings('s', number), plan.Ledger, _feed)
        {
            Filters = plan.Filters,
            SubscriptionQoS = _run.Options.QoS,
        };

    private Subscriber MakeSlow(TrafficPlan plan, IReadOnlyList<string> filters, int number) =>
        new(_run.Loop, _run.Client('z', number), new SequenceLedger(plan.Publishers.Count), new DeliveryFeed())
        {
            Filters = filters,
            SubscriptionQoS = _run.Options.QoS,
        };

    private Publisher Make(TrafficPlan plan, IReadOnlyList<PublishTemplate> templates, int number)
    {
        var settings = new PublisherSettings
        {
            Number = number,
            Templates = templates,
            Window = plan.Window,
            MessagesMax = _run.Options.Messages ?? long.MaxValue,
            IsPaced = plan.Rate > 0,
        };
        return new Publisher(_run.Loop, Settings('p', number), settings, _run.Options.QoS);
    }
}
