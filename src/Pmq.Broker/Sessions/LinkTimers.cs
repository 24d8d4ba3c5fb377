using Pmq.Broker.Connections;
using Pmq.Broker.Options;
using Pmq.Broker.Outbound;

namespace Pmq.Broker.Sessions;

/// <summary>
/// What a session waits for only while a client is connected: keep alive, the look at messages that are not
/// acknowledged, and the patience with a client that does not go.
/// </summary>
/// <remarks>Owner: session turn. It is made when it is asked for and holds nothing of its own.</remarks>
internal readonly ref struct LinkTimers
{
    private readonly Session _session;
    private readonly OutboundHalf _outbound;
    private readonly ref SessionTimers _timers;

    public LinkTimers(Session session, OutboundHalf outbound, ref SessionTimers timers)
    {
        _session = session;
        _outbound = outbound;
        _timers = ref timers;
    }

    private BrokerServices Services => _session.Services;

    private SessionOptions Options => Services.Options.Session;

    /// <summary>A client is connected; the entry of its connection serves.</summary>
    public void Start(ClientLink link)
    {
        _timers.Adopt(link.Connection.Timer, Services.Options.Connection.ConnectTimeout, Services);
        if (link.KeepAlive > 0)
        {
            _timers.Start(SessionTimer.KeepAlive, TimeSpan.FromSeconds(link.KeepAlive * 1.5), _session);
        }

        if (InflightCheckSeconds(link) > 0)
        {
            _timers.Start(SessionTimer.InflightCheck, TimeSpan.FromSeconds(InflightCheckSeconds(link)), _session);
        }

        _timers.CancelUnlessNeeded(Services);
    }

    /// <summary>The broker ends the connection, and waits for that so long.</summary>
    public void Closing() => _timers.Start(SessionTimer.Close, Services.Options.Connection.CloseTimeout, _session);

    /// <summary>The connection is gone.</summary>
    public void Stop()
    {
        _timers.Stop(SessionTimer.KeepAlive, Services);
        _timers.Stop(SessionTimer.InflightCheck, Services);
        _timers.Stop(SessionTimer.Close, Services);
        _timers.CancelUnlessNeeded(Services);
        _timers.Release();
    }

    /// <summary>Does what is due; the reason to close, when there is one.</summary>
    public CloseReason? TakeDue(ClientLink link, long now)
    {
        if (_timers.TakeDue(SessionTimer.Close, now))
        {
            link.Connection.Outlet.Abort();
        }

        if (link.Closing is not null)
        {
            return null;
        }

        if (_timers.TakeDue(SessionTimer.InflightCheck, now))
        {
            CheckInflight(link, now);
        }

        return _timers.TakeDue(SessionTimer.KeepAlive, now) ? CheckKeepAlive(link, now) : null;
    }

    private CloseReason? CheckKeepAlive(ClientLink link, long now)
    {
        long frequency = Services.Clock.TimestampFrequency;
        long allowed = link.KeepAlive * frequency * 3 / 2;
        long silent = now - link.Connection.LastReceived;
        if (link.Connection.IsPausedByBroker)
        {
            _timers.Start(SessionTimer.KeepAlive, TimeSpan.FromSeconds(link.KeepAlive * 1.5), _session);
            return null;
        }

        if (silent >= allowed)
        {
            return CloseReasons.KeepAlive;
        }

        var left = TimeSpan.FromSeconds((double)(allowed - silent) / frequency);
        _timers.Start(SessionTimer.KeepAlive, left, _session);
        return null;
    }

    private int InflightCheckSeconds(ClientLink link)
    {
        int retry = link.IsMqtt5 ? 0 : Options.DeliveryRetryInterval;
        int expiry = Options.InflightExpiry;
        return retry == 0 || expiry == 0 ? Math.Max(retry, expiry) : Math.Min(retry, expiry);
    }

    private void CheckInflight(ClientLink link, long now)
    {
        long frequency = Services.Clock.TimestampFrequency;
        if (Options.InflightExpiry > 0)
        {
            _outbound.ExpireInflight(now - (Options.InflightExpiry * frequency));
        }

        if (Options.DeliveryRetryInterval > 0 && !link.IsMqtt5)
        {
            _outbound.Repeat(now - (Options.DeliveryRetryInterval * frequency));
        }

        _timers.Start(SessionTimer.InflightCheck, UntilNextInflightCheck(link, now), _session);
    }

    /// <summary>
    /// When the oldest message is due for its repeat, so that none waits for up to two intervals. One that could not be
    /// repeated, because the socket is full, is tried again after a second.
    /// </summary>
    private TimeSpan UntilNextInflightCheck(ClientLink link, long now)
    {
        TimeSpan longest = TimeSpan.FromSeconds(InflightCheckSeconds(link));
        int retry = link.IsMqtt5 ? 0 : Options.DeliveryRetryInterval;
        if (retry == 0 || _outbound.OldestSentAt is not { } sentAt)
        {
            return longest;
        }

        double left = retry - ((double)(now - sentAt) / Services.Clock.TimestampFrequency);
        return TimeSpan.FromSeconds(Math.Clamp(left, 1, longest.TotalSeconds));
    }
}
