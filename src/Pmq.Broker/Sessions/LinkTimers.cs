using Pmq.Broker.Connections;
using Pmq.Broker.Options;
using Pmq.Broker.Timers;

namespace Pmq.Broker.Sessions;

/// <summary>
/// The timers that a session has only while a client is connected: keep alive, the look at messages that are not
/// acknowledged, and the patience with a client that does not go.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class LinkTimers(BrokerServices services, Session session, Outbound outbound)
{
    private readonly SessionTimer _keepAlive = new(services, session);
    private readonly SessionTimer _inflight = new(services, session);
    private readonly SessionTimer _close = new(services, session);

    private SessionOptions Options => services.Options.Session;

    /// <summary>A client is connected.</summary>
    public void Start(ClientLink link)
    {
        if (link.KeepAlive > 0)
        {
            _keepAlive.Start(TimeSpan.FromSeconds(link.KeepAlive * 1.5));
        }

        if (InflightCheckSeconds(link) > 0)
        {
            _inflight.Start(TimeSpan.FromSeconds(InflightCheckSeconds(link)));
        }
    }

    /// <summary>The broker ends the connection, and waits for that so long.</summary>
    public void Closing() => _close.Start(services.Options.Connection.CloseTimeout);

    /// <summary>The connection is gone.</summary>
    public void Stop()
    {
        _keepAlive.Stop();
        _inflight.Stop();
        _close.Stop();
    }

    /// <summary>A timer rang; the reason to close, when it gives one.</summary>
    public CloseReason? Rang(TimerEntry entry, ClientLink? link)
    {
        if (_close.Rang(entry))
        {
            link?.Connection.Outlet.Abort();
        }
        else if (_keepAlive.Rang(entry))
        {
            return link is { Closing: null } ? CheckKeepAlive(link) : null;
        }
        else if (_inflight.Rang(entry) && link is { Closing: null })
        {
            CheckInflight(link);
        }

        return null;
    }

    private CloseReason? CheckKeepAlive(ClientLink link)
    {
        long frequency = services.Clock.TimestampFrequency;
        long allowed = link.KeepAlive * frequency * 3 / 2;
        long silent = services.Clock.GetTimestamp() - link.Connection.LastReceived;
        if (link.Connection.IsPausedByBroker)
        {
            _keepAlive.Start(TimeSpan.FromSeconds(link.KeepAlive * 1.5));
            return null;
        }

        if (silent >= allowed)
        {
            return CloseReasons.KeepAlive;
        }

        _keepAlive.Start(TimeSpan.FromSeconds((double)(allowed - silent) / frequency));
        if (session.Backlog == 0)
        {
            session.Trim();
        }

        return null;
    }

    private int InflightCheckSeconds(ClientLink link)
    {
        int retry = link.IsMqtt5 ? 0 : Options.DeliveryRetryInterval;
        int expiry = Options.InflightExpiry;
        return retry == 0 || expiry == 0 ? Math.Max(retry, expiry) : Math.Min(retry, expiry);
    }

    private void CheckInflight(ClientLink link)
    {
        long now = services.Clock.GetTimestamp();
        long frequency = services.Clock.TimestampFrequency;
        if (Options.InflightExpiry > 0)
        {
            outbound.ExpireInflight(now - (Options.InflightExpiry * frequency));
        }

        if (Options.DeliveryRetryInterval > 0 && !link.IsMqtt5)
        {
            outbound.Repeat(now - (Options.DeliveryRetryInterval * frequency));
        }

        _inflight.Start(UntilNextInflightCheck(link, now));
    }

    /// <summary>
    /// When the oldest message is due for its repeat, so that none waits for up to two intervals. One that could not be
    /// repeated, because the socket is full, is tried again after a second.
    /// </summary>
    private TimeSpan UntilNextInflightCheck(ClientLink link, long now)
    {
        TimeSpan longest = TimeSpan.FromSeconds(InflightCheckSeconds(link));
        int retry = link.IsMqtt5 ? 0 : Options.DeliveryRetryInterval;
        if (retry == 0 || outbound.OldestSentAt is not { } sentAt)
        {
            return longest;
        }

        double left = retry - ((double)(now - sentAt) / services.Clock.TimestampFrequency);
        return TimeSpan.FromSeconds(Math.Clamp(left, 1, longest.TotalSeconds));
    }
}
