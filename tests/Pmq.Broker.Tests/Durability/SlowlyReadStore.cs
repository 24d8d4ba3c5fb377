using Pmq.Broker.Durability;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>A store that takes its time to be read: turns that may run do so between any two things it tells.</summary>
internal sealed class SlowlyReadStore(IStore inner, ManualScheduler scheduler) : IStore
{
    public long Open(IStoredState state) => inner.Open(new State(state, scheduler));

    public void Commit(StoreBatch batch) => inner.Commit(batch);

    public void Read(QueuePage page) => inner.Read(page);

    private sealed class State(IStoredState inner, ManualScheduler scheduler) : IStoredState
    {
        public void Session(StoredSession session, StoredQueue queue)
        {
            inner.Session(session, queue);
            scheduler.RunAll();
        }

        public void Subscription(in SubscriptionChange subscription)
        {
            inner.Subscription(subscription);
            scheduler.RunAll();
        }

        public void Unreleased(in UnreleasedChange unreleased)
        {
            inner.Unreleased(unreleased);
            scheduler.RunAll();
        }

        public void Retained(in RetainedChange retained)
        {
            inner.Retained(retained);
            scheduler.RunAll();
        }
    }
}
