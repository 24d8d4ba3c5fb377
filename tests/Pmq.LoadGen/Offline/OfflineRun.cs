using Pmq.LoadGen.Clients;
using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Ledgers;
using Pmq.LoadGen.Measuring;
using Pmq.LoadGen.Reports;
using Pmq.LoadGen.Traffic;
using Pmq.Protocol;

namespace Pmq.LoadGen.Offline;

/// <summary>
/// <c>offline</c>: subscribers with a persistent session go away, messages are queued for them, they come back and
/// take them. At the end the sessions are deleted.
/// </summary>
internal sealed class OfflineRun
{
    private const int WindowDefault = 100;
    private const int MessagesDefault = 10_000;
    private const int OpenedAtOnce = 50;
    private const uint SessionExpirySeconds = 3600;

    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    private readonly LoadRun _run;
    private readonly int _pairs;
    private readonly DeliveryFeed _feed = new();
    private readonly IReadOnlyList<SequenceLedger> _ledgers;

    private OfflineRun(LoadRun run)
    {
        _run = run;
        _pairs = run.Options.Publishers ?? PairTraffic.PairsDefault;
        _ledgers = [.. Enumerable.Range(0, _pairs).Select(_ => new SequenceLedger(_pairs))];
    }

    public static Task<RunReport> RunAsync(LoadRun run) => run.Options.QoS == QoS.AtMostOnce
        ? throw new LoadException("messages are queued at --qos 1 or 2 only")
        : new OfflineRun(run).RunAsync();

    private async Task<RunReport> RunAsync()
    {
        await OpenAndCloseAsync(Subscribers(cleanStart: false));
        IReadOnlyList<Publisher> publishers = Publishers();
        await Opening.OpenAllAsync(_run.Loop, publishers, OpenedAtOnce, _run.Limit);
        Phase queueing = await QueueAsync(publishers);
        long sent = await _run.Loop.AskAsync(() => publishers.Sum(publisher => publisher.Sent));

        Subscriber[] subscribers = Subscribers(cleanStart: false);
        Phase draining = Phase.Start(_run.Broker);
        await Opening.OpenAllAsync(_run.Loop, subscribers, OpenedAtOnce, _run.Limit);
        await Progress.UntilAsync(() => _feed.Count, sent, LostAfter, _run.Limit);
        draining.End(_feed.LastTime == 0 ? null : _feed.LastTime);
        await Task.Delay(Settling, _run.Limit);
        RunReport report = await _run.Loop.AskAsync(() => Report(publishers, queueing, draining));

        await Closing.AllAsync(_run.Loop, [.. subscribers, .. publishers]);
        await OpenAndCloseAsync(Subscribers(cleanStart: true));
        return report;
    }

    private async Task<Phase> QueueAsync(IReadOnlyList<Publisher> publishers)
    {
        Phase queueing = Phase.Start(_run.Broker);
        _run.Loop.Post(() =>
        {
            foreach (Publisher publisher in publishers)
            {
                publisher.Start();
            }
        });
        long goal = publishers.Count;
        while (await _run.Loop.AskAsync(() => publishers.Count(publisher => publisher.IsDone)) < goal)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), _run.Limit);
        }

        queueing.End();
        return queueing;
    }

    private RunReport Report(IReadOnlyList<Publisher> publishers, Phase queueing, Phase draining)
    {
        long sent = publishers.Sum(publisher => publisher.Sent);
        var figures = new Dictionary<string, double>
        {
            ["queuedPerSecond"] = Quotient.Of(sent, queueing.Seconds),
            ["drainedPerSecond"] = Quotient.Of(_feed.Count, draining.Seconds),
        };
        if (_run.Broker.IsKnown)
        {
            figures["queueingBrokerCpuSeconds"] = queueing.BrokerCpuSeconds!.Value;
            figures["drainingBrokerCpuSeconds"] = draining.BrokerCpuSeconds!.Value;
        }

        return RunReport.Of(_run) with
        {
            Window = Window,
            Publishers = _pairs,
            Subscribers = _pairs,
            Seconds = queueing.Seconds + draining.Seconds,
            Sent = sent,
            Expected = sent,
            Delivered = _feed.Count,
            Duplicated = _ledgers.Sum(ledger => ledger.Duplicated),
            Reordered = _ledgers.Sum(ledger => ledger.Reordered),
            Refused = publishers.Sum(publisher => publisher.Refused),
            BrokerCpuSeconds = queueing.BrokerCpuSeconds + draining.BrokerCpuSeconds,
            LoadCpuSeconds = queueing.OwnCpuSeconds + draining.OwnCpuSeconds,
            Figures = figures,
        };
    }

    private int Window => _run.Options.Window ?? WindowDefault;

    private string Topic(int pair) => $"load/{_run.Name}/away/{pair}";

    private Subscriber[] Subscribers(bool cleanStart) =>
    [
        .. Enumerable.Range(0, _pairs).Select(pair =>
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

    private IReadOnlyList<Publisher> Publishers() =>
    [
        .. Enumerable.Range(0, _pairs).Select(pair =>
        {
            LoadOptions options = _run.Options;
            var settings = new PublisherSettings
            {
                Number = pair,
                Templates = [new PublishTemplate(options.Version, Topic(pair), options.QoS, options.PayloadSize)],
                Window = Window,
                MessagesMax = options.Messages ?? MessagesDefault,
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
