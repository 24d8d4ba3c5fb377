using Pmq.LoadGen.Clients;
using Pmq.LoadGen.CommandLine;
using Pmq.LoadGen.Ledgers;
using Pmq.LoadGen.Measuring;
using Pmq.LoadGen.Reports;
using Pmq.LoadGen.Traffic;
using Pmq.Protocol;

namespace Pmq.LoadGen.Retain;

/// <summary>
/// <c>retain</c>: sets a retained message on many topics, lets subscribers with a wildcard fetch them all, clears them.
/// They are set and cleared at QoS 1, so that it is known when that is done; they are fetched at the QoS asked for.
/// </summary>
internal sealed class RetainRun
{
    private const int SettersDefault = 4;
    private const int SubscribersDefault = 10;
    private const int WindowDefault = 100;

    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    private readonly LoadRun _run;
    private readonly int _setters;
    private readonly int _subscribers;
    private readonly DeliveryFeed _feed = new();

    private RetainRun(LoadRun run)
    {
        _run = run;
        _setters = run.Options.Publishers ?? SettersDefault;
        _subscribers = run.Options.Subscribers ?? SubscribersDefault;
    }

    public static Task<RunReport> RunAsync(LoadRun run) => new RetainRun(run).RunAsync();

    private async Task<RunReport> RunAsync()
    {
        Phase setting = await PublishAllAsync(_run.Options.PayloadSize);

        SharedLedger[] ledgers = [.. Enumerable.Range(0, _subscribers).Select(_ => Ledger())];
        Subscriber[] subscribers = [.. ledgers.Select(Fetcher)];
        long expected = (long)_subscribers * _run.Options.Topics;
        Phase fetching = Phase.Start(_run.Broker);
        await Opening.OpenAllAsync(_run.Loop, subscribers, _subscribers, _run.Limit);
        await Progress.UntilAsync(() => _feed.Count, expected, LostAfter, _run.Limit);
        fetching.End(_feed.LastTime == 0 ? null : _feed.LastTime);
        await Task.Delay(Settling, _run.Limit);
        await Closing.AllAsync(_run.Loop, subscribers);

        Phase clearing = await PublishAllAsync(payloadSize: 0);
        return RunReport.Of(_run) with
        {
            Window = Window,
            Publishers = _setters,
            Subscribers = _subscribers,
            Seconds = fetching.Seconds,
            Sent = _run.Options.Topics,
            Expected = expected,
            Delivered = _feed.Count,
            Duplicated = ledgers.Sum(ledger => ledger.Duplicated),
            BrokerCpuSeconds = fetching.BrokerCpuSeconds,
            LoadCpuSeconds = fetching.OwnCpuSeconds,
            Figures = new Dictionary<string, double>
            {
                ["setPerSecond"] = Quotient.Of(_run.Options.Topics, setting.Seconds),
                ["setBrokerCpuSeconds"] = setting.BrokerCpuSeconds ?? 0,
                ["clearedPerSecond"] = Quotient.Of(_run.Options.Topics, clearing.Seconds),
                ["clearBrokerCpuSeconds"] = clearing.BrokerCpuSeconds ?? 0,
            },
        };
    }

    private int Window => _run.Options.Window ?? WindowDefault;

    private string Topic(int number) => $"load/{_run.Name}/kept/{number % 100}/{number}";

    private PublishTemplate Template(string topic, int payloadSize) =>
        new(_run.Options.Version, topic, QoS.AtLeastOnce, payloadSize, retain: true);

    private SharedLedger Ledger() => new(_setters, new SeenMessages(_setters), isOrdered: false);

    private Subscriber Fetcher(IDeliveryLedger ledger, int number) =>
        new(_run.Loop, _run.Client('s', number), ledger, _feed)
        {
            Filters = [$"load/{_run.Name}/kept/#"],
            SubscriptionQoS = _run.Options.QoS,
        };

    private async Task<Phase> PublishAllAsync(int payloadSize)
    {
        Publisher[] setters =
            [.. Enumerable.Range(0, _setters).Select(setter => Setter(setter, payloadSize)).OfType<Publisher>()];
        await Opening.OpenAllAsync(_run.Loop, setters, setters.Length, _run.Limit);
        Phase phase = Phase.Start(_run.Broker);
        _run.Loop.Post(() => Array.ForEach(setters, setter => setter.Start()));
        while (!await _run.Loop.AskAsync(() => setters.All(setter => setter.IsDone)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), _run.Limit);
        }

        phase.End();
        await Closing.AllAsync(_run.Loop, setters);
        return phase;
    }

    /// <summary>A publisher for every so-manieth topic; none when there are fewer topics than setters.</summary>
    private Publisher? Setter(int setter, int payloadSize)
    {
        LoadOptions options = _run.Options;
        PublishTemplate[] templates =
        [
            .. Enumerable.Range(0, options.Topics)
                .Where(topic => topic % _setters == setter)
                .Select(Topic)
                .Select(topic => Template(topic, payloadSize)),
        ];
        if (templates.Length == 0)
        {
            return null;
        }

        var settings = new PublisherSettings
        {
            Number = setter,
            Templates = templates,
            Window = Window,
            MessagesMax = templates.Length,
            CountsDeliveries = false,
        };
        return new Publisher(_run.Loop, _run.Client('p', setter), settings, QoS.AtLeastOnce);
    }
}
