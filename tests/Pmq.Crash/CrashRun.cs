using System.Diagnostics;
using Pmq.Crash.Clients;
using Pmq.Crash.Running;

namespace Pmq.Crash;

/// <summary>
/// Clients publish and subscribe without end, and the broker is killed and started again beneath them. At the end all come
/// to rest, and the books say what is missing, doubled or out of order.
/// </summary>
/// <remarks>Owner: the caller.</remarks>
public sealed class CrashRun : IDisposable
{
    private const int KillDelayFromMs = 200;
    private const int KillDelayToMs = 1500;

    // A process that dies while it reads what the last one left must leave it as it was.
    private const int StartsPerEarlyKill = 8;
    private const int EarlyKillDelayMaxMs = 300;

    private const int DatabaseAwayMaxMs = 500;

    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(60);

    // When something is wrong already, what is missing as well need not be waited for that long.
    private static readonly TimeSpan PatienceWhenBad = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    private readonly CrashSettings _settings;
    private readonly Action<string> _tell;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TimeSpan> _timesToListen = [];
    private readonly IStorePlace _place;
    private readonly BrokerUnderTest _broker;
    private readonly Scene _scene;
    private readonly Cast _cast;
    private readonly Random _random;
    private TimeSpan _underLoad;
    private long _listensSince;
    private int _earlyKills;
    private int _databaseKills;

    private CrashRun(CrashSettings settings, IStorePlace place, BrokerUnderTest broker, Action<string> tell)
    {
        _settings = settings;
        _tell = tell;
        _place = place;
        _broker = broker;
        _scene = new Scene(broker.Port, settings.Seed, _stop.Token);
        _random = _scene.RandomFor("killer");
        _cast = new Cast(_scene, settings);
    }

    /// <summary>Runs to the end. What the broker does wrong is in the report; what the test can't do is thrown.</summary>
    /// <param name="settings">What to do.</param>
    /// <param name="program">The broker's program, which may be a <c>.dll</c>.</param>
    /// <param name="tell">Told how it goes.</param>
    public static async Task<CrashReport> RunAsync(CrashSettings settings, string program, Action<string> tell)
    {
        using IStorePlace place = settings.Store switch
        {
            StoreUnderTest.Sqlite => new SqlitePlace(),
            StoreUnderTest.Postgres => new PostgresPlace(),
            _ => new MemoryPlace(),
        };
        using BrokerUnderTest broker = await BrokerUnderTest.PrepareAsync(program, place);
        using var run = new CrashRun(settings, place, broker, tell);
        return await run.RunAsync();
    }

    public void Dispose() => _stop.Dispose();

    private bool IsBad => _scene.Faults.All.Count > 0;

    private TimeSpan Patience => IsBad ? PatienceWhenBad : PatienceMax;

    private async Task<CrashReport> RunAsync()
    {
        (long Qos1, long Qos2) underLoad;
        try
        {
            await StartAsync();
            _cast.StartSubscribers();
            await UntilAsync(() => _cast.AreSubscribed, "not all subscriptions were answered");
            _cast.StartOthers();
            await KillAgainAndAgainAsync();
            underLoad = (_scene.AcknowledgedQos1.Value, _scene.AcknowledgedQos2.Value);
            _scene.IsResting = true;
            await ComeToRestAsync();

            // Nothing may come back that was over.
            await KillAsync();
            await StartAsync();
            await ComeToRestAsync();
        }
        catch (Exception fault) when (fault is TimeoutException or InvalidOperationException)
        {
            // It hangs, or does not start: that is what the run has found, beside all that was found before.
            underLoad = (_scene.AcknowledgedQos1.Value, _scene.AcknowledgedQos2.Value);
            _scene.Faults.Add(fault.Message);
        }

        string[] unrest = [.. _cast.Unrest()];
        await _stop.CancelAsync();
        await _cast.EndAsync();
        return Report(underLoad.Qos1, underLoad.Qos2, unrest);
    }

    private async Task KillAgainAndAgainAsync()
    {
        for (int round = 1; round <= _settings.Kills && !IsBad; round++)
        {
            await UnderLoadAsync();
            if (_databaseKills * _settings.Kills < round * _settings.DatabaseKills)
            {
                await KillDatabaseAsync();
                await UnderLoadAsync();
            }

            await KillAsync();
            if (_random.Next(StartsPerEarlyKill) == 0)
            {
                _broker.Start();
                await Task.Delay(_random.Next(EarlyKillDelayMaxMs));
                _earlyKills++;
                await EndProcessAsync();
            }

            await StartAsync();
            _tell($"{round} of {_settings.Kills}: {_scene.Acknowledged} acknowledged, {_cast.ArrivalCount} delivered, "
                + $"listens after {_timesToListen[^1].TotalMilliseconds:f0} ms");
        }

        await UnderLoadAsync();
        _underLoad += Stopwatch.GetElapsedTime(_listensSince);
    }

    /// <summary>Waits until the broker works, and lets it for a while.</summary>
    private async Task UnderLoadAsync()
    {
        long before = _scene.Acknowledged;
        await UntilAsync(() => _scene.Acknowledged > before, "no message was acknowledged");
        await Task.Delay(_random.Next(KillDelayFromMs, KillDelayToMs));
    }

    private async Task StartAsync()
    {
        long begin = Stopwatch.GetTimestamp();
        _broker.Start();
        await _broker.WaitUntilItListensAsync();
        _listensSince = Stopwatch.GetTimestamp();
        _timesToListen.Add(Stopwatch.GetElapsedTime(begin));
    }

    private async Task KillAsync()
    {
        if (_broker.HasEnded)
        {
            throw new InvalidOperationException($"The broker ended by itself: {_broker}");
        }

        if (!_scene.IsResting)
        {
            _underLoad += Stopwatch.GetElapsedTime(_listensSince);
        }

        await EndProcessAsync();
    }

    private async Task EndProcessAsync()
    {
        _scene.KillComes();
        await _broker.KillAsync();
        _scene.KillIsOver();
    }

    /// <summary>The broker has to survive it: what waits for the store waits longer, and then goes on.</summary>
    private async Task KillDatabaseAsync()
    {
        _databaseKills++;
        _place.KillServer();
        await Task.Delay(_random.Next(DatabaseAwayMaxMs));
        _place.StartServer();
        _tell($"the database was killed, {_databaseKills} of {_settings.DatabaseKills}");
    }

    /// <summary>Waits until nothing is owed to anybody, and a little longer, in which nothing may come.</summary>
    private async Task ComeToRestAsync()
    {
        await UntilAsync(() => _cast.IsAtRest, "it does not come to rest");
        long arrivals = _cast.ArrivalCount;
        long reads = _scene.RetainedReads.Value;
        await Task.Delay(Quiet);
        await UntilAsync(
            () => _cast.IsAtRest && _scene.RetainedReads.Value > reads + 1, "the retained messages can't be read");
        if (_cast.ArrivalCount != arrivals)
        {
            _tell($"{_cast.ArrivalCount - arrivals} messages came after the rest began");
        }
    }

    /// <summary>Waits for something; as long as messages come or are acknowledged it may take its time.</summary>
    private async Task UntilAsync(Func<bool> holds, string otherwise)
    {
        long progress = -1;
        long since = 0;
        while (!holds())
        {
            _cast.ThrowIfBroken();
            long now = _scene.Acknowledged + _cast.ArrivalCount;
            if (now != progress)
            {
                progress = now;
                since = Stopwatch.GetTimestamp();
            }
            else if (Stopwatch.GetElapsedTime(since) > Patience)
            {
                throw new TimeoutException($"{otherwise} in {Patience.TotalSeconds} s; {_broker}");
            }

            await Task.Delay(BetweenLooks);
        }
    }

    private CrashReport Report(long loadQos1, long loadQos2, string[] unrest) => new(_settings)
    {
        Kills = _scene.Kills,
        KillsWhileStarting = _earlyKills,
        DatabaseKills = _databaseKills,
        UnderLoad = _underLoad,
        SentQos1 = _scene.SentQos1.Value,
        SentQos2 = _scene.SentQos2.Value,
        LoadQos1 = loadQos1,
        LoadQos2 = loadQos2,
        AcknowledgedQos1 = _scene.AcknowledgedQos1.Value,
        AcknowledgedQos2 = _scene.AcknowledgedQos2.Value,
        Repeats = _scene.Repeats.Value,
        SparePubcomps = _scene.SparePubcomps.Value,
        Leaves = _scene.Leaves.Value,
        Delivered = _cast.Received.Sum(book => (long)book.First),
        Duplicates = _cast.Received.Sum(book => (long)book.Again),
        RetainedReads = _scene.RetainedReads.Value,
        Wills = _cast.Wills.OwedCount,
        TimesToListen = _timesToListen,
        Faults = [.. _scene.Faults.All, .. unrest, .. _cast.Faults()],
        Said = _broker.Said,
    };
}
