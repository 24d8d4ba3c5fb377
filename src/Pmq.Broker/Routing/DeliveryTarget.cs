using System.Text;
using Pmq.Broker.Accounting;
using Pmq.Broker.Publishing;
using Pmq.Broker.Sessions;
using Pmq.Broker.Turns;

namespace Pmq.Broker.Routing;

/// <summary>An actor that messages are delivered to: a session here, a peer link in a cluster.</summary>
/// <remarks>Owner: its own turn; what any thread may touch says so.</remarks>
public abstract class DeliveryTarget(ITurnScheduler scheduler, string name) : Actor<Mail>(scheduler)
{
    private SubscriptionBook _subscriptions;
    private Waiters _drainWaiters;
    private int _backlog;
    private int _life;
    private int _nameHash;

    /// <summary>What it is called: a session's client identifier.</summary>
    public string Name { get; } = name;

    /// <summary>A hash of the name that is the same on every run, for strategies that choose by publisher.</summary>
    public int NameHash => _nameHash != 0 ? _nameHash : _nameHash = (int)Fnv.Hash(Encoding.UTF8.GetBytes(Name));

    /// <summary>True when somebody is connected. Any thread may ask; the answer may be old already.</summary>
    public abstract bool IsOnline { get; }

    /// <summary>How many QoS 1 and 2 messages are under way to it. Any thread may ask.</summary>
    public abstract int InflightCount { get; }

    /// <summary>The filters it subscribes to.</summary>
    internal ref SubscriptionBook Subscriptions => ref _subscriptions;

    /// <summary>How many messages lie before its turn. Any thread may ask.</summary>
    internal int Backlog => Volatile.Read(ref _backlog);

    /// <summary>
    /// Which life of the target a delivery was made for: a session that starts clean ignores what was matched for the
    /// life before. It is odd in a life whose state is kept through a crash.
    /// </summary>
    internal int Life => Volatile.Read(ref _life);

    /// <summary>True when a life is one whose state is kept through a crash.</summary>
    internal static bool IsKeptLife(int life) => (life & 1) != 0;

    /// <summary>
    /// Counts a message that will be posted at the end of the batch, where the next pick looks at what lies before
    /// whom.
    /// </summary>
    internal void Expect() => Interlocked.Increment(ref _backlog);

    /// <summary>
    /// Posts messages, a block or those of one that were picked; true when the caller now owes a wake.
    /// </summary>
    internal bool PostMessages(Delivery delivery, object messages, int count, int expected = 0)
    {
        Interlocked.Add(ref _backlog, count - expected);
        return PostQuietly(new Mail(MailKind.Deliver, messages, delivery, count));
    }

    /// <summary>Posts messages of several blocks, so many in all; true when the caller now owes a wake.</summary>
    internal bool PostMessages(Consignment[] consignments, int count, int expected = 0)
    {
        Interlocked.Add(ref _backlog, count - expected);
        return PostQuietly(new Mail(MailKind.Deliver, consignments, number: count));
    }

    /// <summary>Has the waiter resumed when the backlog is worked off.</summary>
    internal void AwaitDrain(IWaiter waiter)
    {
        _drainWaiters.Join(waiter);

        // The turn that this mail brings resumes the waiter even if the backlog was gone before it joined.
        Post(new Mail(MailKind.Nudge));
    }

    /// <summary>Begins a new life, the state of which is not kept.</summary>
    protected void StartOver() => Volatile.Write(ref _life, (_life | 1) + 1);

    /// <summary>From now on the state of this life is kept.</summary>
    protected void KeepLife() => Volatile.Write(ref _life, _life | 1);

    /// <summary>Takes messages off the backlog.</summary>
    protected void TakeOffBacklog(int count) => Interlocked.Add(ref _backlog, -count);

    /// <summary>Lets those go on who wait for the backlog.</summary>
    protected void ResumeWaiters() => _drainWaiters.ReleaseAll();
}
