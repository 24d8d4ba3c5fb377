using Pmq.Broker.Connections;
using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Publishing;

namespace Pmq.Broker.Sessions;

/// <summary>
/// The will of a session's client: kept while connected, published when the connection ends without a normal
/// DISCONNECT, after its delay or when the session ends, whichever is first [MQTT-3.1.2-8].
/// </summary>
/// <remarks>Owner: session turn. A struct, because it is a part of <see cref="SessionLifecycle"/>.</remarks>
internal struct SessionWill
{
    private WillSpec? _spec;

    /// <summary>
    /// A client came with this will, or with none. What waited from before is taken back [MQTT-3.1.3-9].
    /// </summary>
    public void Set(WillSpec? spec, ref SessionTimers timers, BrokerServices services)
    {
        timers.Stop(SessionTimer.WillDelay, services);
        _spec = spec;
    }

    /// <summary>The client took it back.</summary>
    public void Drop() => _spec = null;

    /// <summary>What is to be published, or null.</summary>
    public readonly WillSpec? Spec => _spec;

    /// <summary>
    /// The connection is gone: waits as long as the will asks, but not beyond the session. True when it is to be published
    /// at once.
    /// </summary>
    public readonly bool ConnectionLost(TimeSpan sessionExpiry, TimeSpan passed, ref SessionTimers timers, Session session)
    {
        if (_spec is null)
        {
            return false;
        }

        TimeSpan delay = TimeSpan.FromSeconds(_spec.DelaySeconds);
        TimeSpan left = (delay < sessionExpiry ? delay : sessionExpiry) - passed;
        if (left <= TimeSpan.Zero)
        {
            return true;
        }

        timers.Start(SessionTimer.WillDelay, left, session);
        return false;
    }

    /// <summary>
    /// Publishes it, if there still is one. Returns the promise that all who keep it have it; until then the store must
    /// not forget the will.
    /// </summary>
    public Pledge? Publish(ref SessionTimers timers, Session session)
    {
        if (_spec is not { } spec)
        {
            return null;
        }

        BrokerServices services = session.Services;
        Set(null, ref timers, services);
        Message message = spec.Message.Published(services.MessageReader.ExpiresIn(spec.ExpirySeconds), session);
        Pledge? pledge = services.Journal.IsOn ? new Pledge(session) : null;
        Pledge? own = pledge;
        PublishPipeline pipeline = services.Pipelines.Rent();
        pipeline.Publish(message.Block, session, ref pledge);
        pipeline.EndBatch();
        services.Pipelines.Return(pipeline);
        own?.Release();
        return own;
    }
}
