using Pmq.LoadGen.Clients;
using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Ledgers;
using Pmq.LoadGen.Measuring;
using Pmq.LoadGen.Traffic;
using Pmq.Protocol;

namespace Pmq.LoadGen.Retain;

/// <summary>One time of setting, fetching and clearing the retained messages of many topics.</summary>
/// <remarks>Owner: the scenario that runs; what its clients own belongs to the loop.</remarks>
internal sealed class RetainCycle(LoadRun run, RetainSize size)
{
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    private readonly DeliveryFeed _feed = new();
    private readonly SharedLedger[] _ledgers =
        [.. Enumerable.Range(0, size.Subscribers).Select(_ => Ledger(size.Setters))];

    public long Expected => (long)size.Subscribers * size.Topics;

    public long Delivered => _feed.Count;

    public long Duplicated => _ledgers.Sum(ledger => ledger.Duplicated);

    public Task<Phase> SetAsync() => PublishAllAsync(run.Options.PayloadSize);

    public Task<Phase> ClearAsync() => PublishAllAsync(payloadSize: 0);

    public async Task<Phase> FetchAsync()
    {
        Subscriber[] subscribers = [.. _ledgers.Select(Fetcher)];
        Phase fetching = Phase.Start(run.Broker);
        await Opening.OpenAllAsync(run.Loop, subscribers, subscribers.Length, run.Limit);
        await Progress.UntilAsync(() => _feed.Count, Expected, LostAfter, run.Limit);
        fetching.End(_feed.LastTime == 0 ? null : _feed.LastTime);

        // Time for duplicates to show.
        await Task.Delay(Settling, run.Limit);
        await Closing.AllAsync(run.Loop, subscribers);
        return fetching;
    }

    private string Topic(int number) => $"load/{run.Name}/kept/{number % 100}/{number}";

    // In what order a broker sends retained messages is its own affair.
    private static SharedLedger Ledger(int setters) => new(setters, new SeenMessages(setters), isOrdered: false);

    private Subscriber Fetcher(IDeliveryLedger ledger, int number) =>
        new(run.Loop, run.Client('s', number), ledger, _feed)
        {
            Filters = [$"load/{run.Name}/kept/#"],
            SubscriptionQoS = run.Options.QoS,
        };

    private async Task<Phase> PublishAllAsync(int payloadSize)
    {
        Publisher[] setters =
            [.. Enumerable.Range(0, size.Setters).Select(setter => Setter(setter, payloadSize)).OfType<Publisher>()];
        await Opening.OpenAllAsync(run.Loop, setters, setters.Length, run.Limit);
        Phase phase = await PublishPhase.RunAsync(run.Loop, run.Broker, setters, run.Limit);
        await Closing.AllAsync(run.Loop, setters);
        return phase;
    }

    /// <summary>A publisher for every so-manieth topic; none when there are fewer topics than setters.</summary>
    private Publisher? Setter(int setter, int payloadSize)
    {
        LoadOptions options = run.Options;
        PublishTemplate[] templates =
        [
            .. Enumerable.Range(0, size.Topics)
                .Where(topic => topic % size.Setters == setter)
                .Select(topic => new PublishTemplate(
                    options.Version, Topic(topic), QoS.AtLeastOnce, payloadSize, retain: true)),
        ];
        if (templates.Length == 0)
        {
            return null;
        }

        var settings = new PublisherSettings
        {
            Number = setter,
            Templates = templates,
            Window = size.Window,
            MessagesMax = templates.Length,
            CountsDeliveries = false,
        };
        return new Publisher(run.Loop, run.Client('p', setter), settings, QoS.AtLeastOnce);
    }
}
