using Pmq.Broker.Accounting;
using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Retained;
using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;
using Pmq.Broker.Turns;
using Pmq.Protocol;

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

    /// <summary>Publishes messages for which nobody waits; false when nobody gets them.</summary>
    public bool Publish(MessageBlock block)
    {
        MatchResult match = _matcher.Match(block.Topic, block.Traits.Publisher);
        Send(block, match);
        return !match.IsEmpty;
    }

    /// <summary>
    /// Publishes messages that are answered; false when nobody gets them. Where the answer has to wait for somebody, the
    /// pledge is it then, made if need be.
    /// </summary>
    public bool Publish(MessageBlock block, Session publisher, ref Pledge? pledge)
    {
        MatchResult match = _matcher.Match(block.Topic, block.Traits.Publisher);
        if (services.Journal.IsOn && MustWait(block, match, publisher))
        {
            pledge ??= block.Traits.QoS == QoS.ExactlyOnce
                ? new Intake(publisher, services.Journal)
                : new Pledge(publisher);
            block.Pledge = pledge;
        }

        Send(block, match);
        return !match.IsEmpty;
    }

    /// <summary>What an intake has held back may be seen now.</summary>
    public void Publish(List<HeldBack> heldBack)
    {
        foreach (HeldBack held in heldBack)
        {
            _page.Accepted += held.Count;
            _outbox.Add(held.Consignment.Delivery, held.Consignment.Messages, held.Count, held.Expected);
        }
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
            if (group.PickAndCount(block.First) is { } member)
            {
                AddPicked(group, member, block, block, 1);
            }

            return;
        }

        _picks.Pick(group, block);
        for (int i = 0; i < _picks.Count; i++)
        {
            PickedMessages picked = _picks.Messages(i);
            AddPicked(group, _picks.Member(i), block, picked, picked.Offsets.Length);
        }

        _picks.Clear();
    }

    private void AddPicked(SharedGroup group, Delivery member, MessageBlock block, object messages, int count) =>
        Add(member, block, messages, count, expected: group.LooksAtLoad ? count : 0);

    private void Add(Delivery delivery, MessageBlock block, object messages, int count, int expected = 0)
    {
        if (block.Pledge is { } pledge)
        {
            if (delivery.Keeps)
            {
                pledge.Hold();
            }
            else if (pledge is Intake intake)
            {
                intake.HeldBack.Add(new HeldBack(new Consignment(messages, delivery), count, expected));
                return;
            }
        }

        _page.Accepted += count;
        _outbox.Add(delivery, messages, count, expected);
    }

    /// <summary>True when something has to be stored before the messages may be answered.</summary>
    private bool MustWait(MessageBlock block, MatchResult match, Session publisher)
    {
        if (block.Traits.QoS == QoS.ExactlyOnce && publisher.IsKept)
        {
            return true;
        }

        bool mayBeKept = block.Traits.Retain || (block.Traits.QoS != QoS.AtMostOnce && HasKeeper(match));
        return mayBeKept && services.StorePolicy.Keeps(block.Topic);
    }

    private static bool HasKeeper(MatchResult match)
    {
        if (match.HasKeeper)
        {
            return true;
        }

        foreach (SharedGroup group in match.Groups)
        {
            if (group.HasKeeper)
            {
                return true;
            }
        }

        return false;
    }

    private void Send(MessageBlock block, MatchResult match)
    {
        _page.Received += block.Count;
        if (block.Traits.Retain)
        {
            block.Pledge?.Hold();
            _retained.Add(block, match.Generation);
        }

        foreach (Delivery delivery in match.Deliveries)
        {
            Add(delivery, block, block, block.Count);
        }

        foreach (SharedGroup group in match.Groups)
        {
            PostTo(group, block);
        }
    }
}
