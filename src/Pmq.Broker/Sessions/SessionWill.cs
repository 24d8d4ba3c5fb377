using Pmq.Broker.Connections;
using Pmq.Broker.Messages;
using Pmq.Broker.Publishing;
using Pmq.Broker.Timers;

namespace Pmq.Broker.Sessions;

/// <summary>
/// The will of a session's client: kept while connected, published when the connection ends without a normal
/// DISCONNECT, after its delay or when the session ends, whichever is first [MQTT-3.1.2-8].
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class SessionWill(BrokerServices services, Session session)
{
    private readonly SessionTimer _delay = new(services, session);
    private WillSpec? _spec;

    /// <summary>True while the client is gone and its will waits.</summary>
    public bool IsPending => _delay.IsRunning;

    /// <summary>
    /// A client came with this will, or with none. What waited from before is taken back [MQTT-3.1.3-9].
    /// </summary>
    public void Set(WillSpec? spec)
    {
        _delay.Stop();
        _spec = spec;
    }

    /// <summary>The client took it back.</summary>
    public void Drop() => Set(null);

    /// <summary>
    /// The connection is gone: publishes it, or waits as long as the will asks, but not beyond the session.
    /// </summary>
    public void ConnectionLost(uint sessionExpiry)
    {
        if (_spec is null)
        {
            return;
        }

        uint delay = Math.Min(_spec.DelaySeconds, sessionExpiry);
        if (delay == 0)
        {
            Publish();
        }
        else
        {
            _delay.Start(TimeSpan.FromSeconds(delay));
        }
    }

    /// <summary>Publishes it now, if there still is one.</summary>
    public void Publish()
    {
        if (_spec is not { } spec)
        {
            return;
        }

        Set(null);
        Message message = spec.Message.Published(services.MessageReader.ExpiresIn(spec.ExpirySeconds), session);
        PublishPipeline pipeline = services.Pipelines.Rent();
        pipeline.Publish(message.Block);
        pipeline.EndBatch();
        services.Pipelines.Return(pipeline);
    }

    /// <summary>A timer rang; true when it was the will's.</summary>
    public bool Rang(TimerEntry entry)
    {
        if (!_delay.Rang(entry))
        {
            return false;
        }

        Publish();
        return true;
    }
}
