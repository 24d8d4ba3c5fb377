using Pmq.Broker.Connections;
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

    /// <summary>
    /// The connection is gone: publishes it, or waits as long as the will asks, but not beyond the session.
    /// </summary>
    public void ConnectionLost(uint sessionExpiry, ref SessionTimers timers, Session session)
    {
        if (_spec is null)
        {
            return;
        }

        uint delay = Math.Min(_spec.DelaySeconds, sessionExpiry);
        if (delay == 0)
        {
            Publish(ref timers, session);
        }
        else
        {
            timers.Start(SessionTimer.WillDelay, TimeSpan.FromSeconds(delay), session);
        }
    }

    /// <summary>Publishes it now, if there still is one.</summary>
    public void Publish(ref SessionTimers timers, Session session)
    {
        if (_spec is not { } spec)
        {
            return;
        }

        BrokerServices services = session.Services;
        Set(null, ref timers, services);
        Message message = spec.Message.Published(services.MessageReader.ExpiresIn(spec.ExpirySeconds), session);
        PublishPipeline pipeline = services.Pipelines.Rent();
        pipeline.Publish(message.Block);
        pipeline.EndBatch();
        services.Pipelines.Return(pipeline);
    }
}
