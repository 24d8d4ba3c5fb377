using Pmq.Broker.Accounting;
using Pmq.Broker.Messages;
using Pmq.Broker.Retained;
using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;
using Pmq.Broker.Turns;

namespace Pmq.Broker.Publishing;

/// <summary>
/// Takes messages to those who subscribe to them: one mail a target for a whole block, and one wake a target for a whole
/// batch.
/// </summary>
/// <remarks>Owner: the read loop or turn that publishes.</remarks>
internal sealed class PublishPipeline(BrokerServices services)
{
    private readonly Matcher _matcher = new(services.Router.Table, services.Options.Subscription.DeliveryMode);
    private readonly int _backlogMax = services.Options.Turn.BacklogMax;
    private readonly Outbox _outbox = new();
    private readonly WakeSet _wakes = new();
    private readonly GroupPicks _picks = new();
    private readonly RetainBatch _retained = new(services.Router);
    private LedgerPage _page;
    private DeliveryTarget? _congested;

    /// <summary>Publishes messages; false when nobody gets them.</summary>
    public bool Publish(MessageBlock block)
    {
        MatchResult match = _matcher.Match(block.Topic, block.Traits.Publisher);
        _page.Received += block.Count;
        if (block.Traits.Retain)
        {
            _retained.Add(block, match.Generation);
        }

        foreach (Delivery delivery in match.Deliveries)
        {
            Add(delivery, block, block.Count);
        }

        foreach (SharedGroup group in match.Groups)
        {
            PostTo(group, block);
        }

        return !match.IsEmpty;
    }

    /// <summary>Posts what was published so far, so that what is posted afterwards comes behind it.</summary>
    public void PostMessages()
    {
        _retained.Post();
        for (int i = 0; i < _outbox.Count; i++)
        {
            DeliveryTarget target = _outbox.Target(i);
            if (_outbox.Post(i))
            {
                _wakes.Add(target);
            }

            if (target.Backlog > _backlogMax)
            {
                _congested = target;
            }
        }

        _outbox.Clear();
    }

    /// <summary>Posts another mail; messages may come before it or after it.</summary>
    public void Post(DeliveryTarget target, in Mail mail)
    {
        if (target.PostQuietly(mail))
        {
            _wakes.Add(target);
        }
    }

    /// <summary>
    /// Ends the batch: posts everything and wakes everybody. Returns a target whose backlog is too long, which the
    /// caller should wait for, or null.
    /// </summary>
    public DeliveryTarget? EndBatch()
    {
        PostMessages();
        services.Ledger.Enter(ref _page);
        _wakes.WakeAll();
        DeliveryTarget? congested = _congested;
        _congested = null;
        return congested;
    }

    /// <summary>Each message goes to one member; what falls to the same member travels together.</summary>
    private void PostTo(SharedGroup group, MessageBlock block)
    {
        if (block.Count == 1)
        {
            if (group.Pick(block.First, except: null) is { } member)
            {
                Add(member, block, 1);
            }

            return;
        }

        _picks.Pick(group, block);
        for (int i = 0; i < _picks.Count; i++)
        {
            PickedMessages picked = _picks.Messages(i);
            Add(_picks.Member(i), picked, picked.Offsets.Length);
        }

        _picks.Clear();
    }

    private void Add(Delivery delivery, object messages, int count)
    {
        _page.Accepted += count;
        _outbox.Add(delivery, messages, count);
    }
}
