using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;

namespace Pmq.Broker.Durability;

/// <summary>
/// Builds the node's state from what the store has kept, before anybody else is there. No turn may run meanwhile: a will
/// would be published while subscriptions are missing, and a batch be made before the number of the last is known. So
/// what follows from it waits until everything was read.
/// </summary>
/// <remarks>Owner: whoever starts the node.</remarks>
internal sealed class Recovery(BrokerServices services) : IStoredState
{
    private readonly Dictionary<long, Session> _sessions = [];
    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FormerPublisher> _publishers = new(StringComparer.Ordinal);
    private readonly List<LeftoverSession> _leftovers = [];

    /// <summary>Everything was read: now the node may begin.</summary>
    public void Finish()
    {
        if (services.Router.RetainedCount > 0)
        {
            services.Router.IsRestored();
        }

        foreach (LeftoverSession leftover in _leftovers)
        {
            services.Journal.Post(leftover);
        }

        foreach (Session session in _sessions.Values)
        {
            session.Post(new Mail(MailKind.Restored));
        }
    }

    void IStoredState.Session(StoredSession stored, StoredQueue queue)
    {
        services.Journal.KeyIsUsed(stored.Key);
        if (_keys.TryGetValue(stored.ClientId, out long other))
        {
            // The process died between the end of one session and the beginning of the next.
            _leftovers.Add(new LeftoverSession(Math.Min(other, stored.Key)));
            if (stored.Key < other)
            {
                return;
            }

            _sessions.Remove(other);
        }

        Session session = services.Registrar.Restore(stored.ClientId);
        session.Restore(stored, queue);
        _keys[stored.ClientId] = stored.Key;
        _sessions[stored.Key] = session;
    }

    void IStoredState.Subscription(in SubscriptionChange subscription)
    {
        if (_sessions.TryGetValue(subscription.Session, out Session? session) && subscription.Options is not null)
        {
            services.Router.Restore(session, SubscriptionSpec.Of(subscription));
        }
    }

    void IStoredState.Unreleased(in UnreleasedChange unreleased)
    {
        if (_sessions.TryGetValue(unreleased.Session, out Session? session))
        {
            for (int i = 0; i < unreleased.Count; i++)
            {
                session.Lifecycle.Unreleased.Add((ushort)(unreleased.First + i));
            }
        }
    }

    void IStoredState.Retained(in RetainedChange retained)
    {
        Message message = RetainedStep.Read(retained.Message, services.WallClock, PublisherNamed);
        services.Router.Restore(message);
    }

    private FormerPublisher PublisherNamed(string name)
    {
        if (!_publishers.TryGetValue(name, out FormerPublisher? publisher))
        {
            publisher = new FormerPublisher(services.Scheduler, name);
            _publishers[name] = publisher;
        }

        return publisher;
    }
}
