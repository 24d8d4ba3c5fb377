namespace Pmq.Broker.Durability;

/// <summary>Who is told what a store has kept. Sessions come before what belongs to them.</summary>
public interface IStoredState
{
    /// <summary>A session, and what is kept of its queue.</summary>
    void Session(StoredSession session, StoredQueue queue);

    /// <summary>A subscription of a session.</summary>
    void Subscription(in SubscriptionChange subscription);

    /// <summary>Packet identifiers that a session's client has not released.</summary>
    void Unreleased(in UnreleasedChange unreleased);

    /// <summary>A retained message.</summary>
    void Retained(in RetainedChange retained);
}
