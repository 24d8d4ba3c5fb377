using Pmq.LoadGen.Clients;
using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Ledgers;
using Pmq.LoadGen.Measuring;
using Pmq.LoadGen.Traffic;

namespace Pmq.LoadGen.Offline;

/// <summary>One time of filling the queues of sessions that are away, and of emptying them.</summary>
/// <remarks>Owner: the scenario that runs; what its clients own belongs to the loop.</remarks>
internal sealed class OfflineCycle
{
    private const int OpenedAtOnce = 50;
    private const uint SessionExpirySeconds = 3600;

    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    private readonly LoadRun _run;
    private readonly OfflineSize _size;
    private readonly DeliveryFeed _feed = new();
    private readonly SequenceLedger[] _ledgers;

    public OfflineCycle(LoadRun run, OfflineSize size)
    {
        _run = run;
        _size = size;
        _ledgers = [.. Enumerable.Range(0, size.Pairs).Select(_ => new SequenceLedger(size.Pairs))];
    }

    public long Sent { get; private set; }

    public long Refused { get; private set; }

    public long Delivered => _feed.Count;

    public long Duplicated => _ledgers.Sum(ledger => ledger.Duplicated);

    public long Reordered => _ledgers.Sum(ledger => ledger.Reordered);

    /// <summary>Goes through it once: the sessions are new before and gone after.</summary>
    public async Task<(Phase Queueing, Phase Draining)> RunAsync()
    {
        await OpenAndCloseAsync(Subscribers(cleanStart: false));
        Publisher[] publishers = Publishers();
        await Opening.OpenAllAsync(_run.Loop, publishers, OpenedAtOnce, _run.Limit);
        Phase queueing = await PublishPhase.RunAsync(_run.Loop, _run.Broker, publishers, _run.Limit);
        Sent = publishers.Sum(publisher => publisher.Sent);
        Refused = publishers.Sum(publisher => publisher.Refused);

        Subscriber[] subscribers = Subscribers(cleanStart: false);
        Phase draining = Phase.Start(_run.Broker);
        await Opening.OpenAllAsync(_run.Loop, subscribers, OpenedAtOnce, _run.Limit);
        await Progress.UntilAsync(() => _feed.Count, Sent, LostAfter, _run.Limit);
        draining.End(_feed.LastTime == 0 ? null : _feed.LastTime);

        // Time for duplicates to show.
        await Task.Delay(Settling, _run.Limit);
        await Closing.AllAsync(_run.Loop, [.. subscribers, .. publishers]);
        await OpenAndCloseAsync(Subscribers(cleanStart: true));
        return (queueing, draining);
    }

    private string Topic(int pair) => $"load/{_run.Name}/away/{pair}";

    private Subscriber[] Subscribers(bool cleanStart) =>
    [
        .. Enumerable.Range(0, _size.Pairs).Select(pair =>
            new Subscriber(_run.Loop, Settings(pair, cleanStart), _ledgers[pair], _feed)
            {
                // A session that is deleted needs no subscription.
                Filters = cleanStart ? [] : [Topic(pair)],
                SubscriptionQoS = _run.Options.QoS,
            }),
    ];

    private ClientSettings Settings(int pair, bool cleanStart) => _run.Client('s', pair) with
    {
        CleanStart = cleanStart,
        SessionExpiry = cleanStart ? 0 : SessionExpirySeconds,
    };

    private Publisher[] Publishers() =>
    [
        .. Enumerable.Range(0, _size.Pairs).Select(pair =>
        {
            LoadOptions options = _run.Options;
            var settings = new PublisherSettings
            {
                Number = pair,
                Templates = [new PublishTemplate(options.Version, Topic(pair), options.QoS, options.PayloadSize)],
                Window = _size.Window,
                MessagesMax = _size.Messages,
                CountsDeliveries = false,
            };
            return new Publisher(_run.Loop, _run.Client('p', pair), settings, options.QoS);
        }),
    ];

    private async Task OpenAndCloseAsync(IReadOnlyList<Client> clients)
    {
        await Opening.OpenAllAsync(_run.Loop, clients, OpenedAtOnce, _run.Limit);
        await Closing.AllAsync(_run.Loop, clients);
    }
}
