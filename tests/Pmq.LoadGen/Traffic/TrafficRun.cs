using System.Diagnostics;
using Pmq.LoadGen.Clients;
using Pmq.LoadGen.Latency;
using Pmq.LoadGen.Measuring;
using Pmq.LoadGen.Reports;

namespace Pmq.LoadGen.Traffic;

/// <summary>Runs a plan: open all clients, publish for the time given, wait for what is under way, report.</summary>
internal sealed class TrafficRun
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    // Nothing arrives for so long: at QoS 0 the broker dropped it, and the window would stay shut.
    private static readonly TimeSpan StallAfter = TimeSpan.FromSeconds(1);

    // Nothing arrives for so long after the last message: the rest is lost.
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(3);

    // Nothing moves for so long in the middle of the run: there is no broker any more.
    private static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(6);

    // Time for duplicates to show.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    private readonly LoadRun _run;
    private readonly TrafficPlan _plan;
    private readonly DeliveryFeed _feed;
    private readonly TrafficClients _clients;
    private int _stalls;

    private TrafficRun(LoadRun run, TrafficPlan plan, LatencyHistogram? latencies)
    {
        _run = run;
        _plan = plan;
        _feed = new DeliveryFeed { Latencies = latencies };
        _clients = new TrafficClients(run, plan, _feed);
    }

    public static async Task<RunReport> RunAsync(LoadRun run, TrafficPlan plan, LatencyHistogram? latencies = null)
    {
        var traffic = new TrafficRun(run, plan, latencies);
        await traffic._clients.OpenAsync();
        Phase phase = await traffic.PublishAsync();
        await Task.Delay(Settling, run.Limit);
        TrafficState end = await traffic._clients.StateAsync();
        RunReport report = traffic.Report(phase, end);
        await traffic._clients.CloseAsync();
        return report;
    }

    private async Task<Phase> PublishAsync()
    {
        Phase phase = Phase.Start(_run.Broker);
        _clients.Tell(publisher => publisher.Start());
        using Pacer? pacer = _plan.Rate > 0 ? new Pacer(_clients, _plan.Rate) : null;
        await WatchAsync(phase.StartTime, pacer);
        phase.End(_feed.LastTime == 0 ? null : _feed.LastTime);
        return phase;
    }

    private async Task WatchAsync(long startTime, Pacer? pacer)
    {
        bool isStopped = false;
        var progress = new Progress(startTime);
        while (true)
        {
            await Task.Delay(PollInterval, _run.Limit);
            TrafficState state = await _clients.StateAsync();
            progress.Note(state.Progress);
            if (!isStopped && IsTimeOver(startTime))
            {
                isStopped = true;
                pacer?.Dispose();
                _clients.Tell(publisher => publisher.Stop());
            }
            else if (state.IsComplete || progress.Quiet > (state.PublishersDone ? LostAfter : DeadAfter))
            {
                return;
            }
            else if (!state.PublishersDone && _plan.Rate == 0 && progress.IsStalled(StallAfter))
            {
                _stalls++;
                _clients.Tell(publisher => publisher.ForgetUndelivered());
            }
        }
    }

    private bool IsTimeOver(long startTime) =>
        _run.Options.Messages is null
        && Stopwatch.GetElapsedTime(startTime) >= TimeSpan.FromSeconds(_run.Options.Seconds);

    private RunReport Report(Phase phase, TrafficState end) => RunReport.Of(_run) with
    {
        Window = _plan.Window,
        Publishers = _plan.Publishers.Count,
        Subscribers = _plan.Subscribers.Count,
        Seconds = phase.Seconds,
        Sent = end.Sent,
        Expected = end.Expected,
        Delivered = end.Delivered,
        Duplicated = _plan.Subscribers.Sum(subscriber => subscriber.Ledger.Duplicated),
        Reordered = _plan.Subscribers.Sum(subscriber => subscriber.Ledger.Reordered),
        Refused = end.Refused,
        Stalls = _stalls,
        Disconnected = end.Disconnected,
        BrokerCpuSeconds = phase.BrokerCpuSeconds,
        LoadCpuSeconds = phase.OwnCpuSeconds,
        Latency = _feed.Latencies is { } latencies ? LatencyReport.Of(latencies) : null,
        Figures = _plan.Figures,
    };
}
