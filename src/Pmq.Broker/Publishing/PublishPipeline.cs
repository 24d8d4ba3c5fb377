using Pmq.Broker.Accounting;
using Pmq.Broker.Messages;
using Pmq.Broker.Retained;
using Pmq.Broker.Routing;
using Pmq.Broker.Turns;

namespace Pmq.Broker.Publishing;

/// <summary>
/// Takes messages to those who subscribe to them. Messages that follow each other and match the same targets travel as
/// one run: one mail a target, however many they are; and every target is woken once a batch.
/// </summary>
/// <remarks>Owner: the read loop or turn that publishes.</remarks>
internal sealed class PublishPipeline(Matcher matcher, Router router, Ledger ledger, int backlogMax)
{
    private readonly WakeSet _wakes = new();
    private readonly RetainBatch _retained = new(router);
    private MatchResult _match = MatchResult.Empty;
    private Message[] _run = [];
    private int _runLength;
    private LedgerPage _page;
    private DeliveryTarget? _congested;

    /// <summary>Publishes a message; false when nobody gets it.</summary>
    public bool Publish(Message message)
    {
        MatchResult match = matcher.Match(message.Topic, message.Publisher);
        if (!ReferenceEquals(match, _match))
        {
            PostRun();
            _match = match;
        }

        _page.Received++;
        if (message.Retain)
        {
            _retained.Add(message, match.Generation);
        }

        if (match.IsEmpty)
        {
            return false;
        }

        if (_runLength == _run.Length)
        {
            Array.Resize(ref _run, Math.Max(4, _runLength * 2));
        }

        _run[_runLength++] = message;
        return true;
    }

    /// <summary>
    /// Ends the batch: posts what is left and wakes everybody. Returns a target whose backlog is too long, which the
    /// caller should wait for, or null.
    /// </summary>
    public DeliveryTarget? EndBatch()
    {
        EndRun();
        _match = MatchResult.Empty;
        ledger.Enter(ref _page);
        _wakes.WakeAll();
        DeliveryTarget? congested = _congested;
        _congested = null;
        return congested;
    }

    /// <summary>
    /// Posts what was published so far, so that later mails come after it: to the same targets, and to the router.
    /// </summary>
    public void EndRun()
    {
        _retained.Post();
        PostRun();
    }

    /// <summary>Remembers to wake a target that was posted to by other means.</summary>
    public void Wake(DeliveryTarget target) => _wakes.Add(target);

    private void PostRun()
    {
        if (_runLength == 0)
        {
            return;
        }

        PostToAll();
        PostToGroups();
        _run.AsSpan(0, _runLength).Clear();
        _runLength = 0;
    }

    private void PostToAll()
    {
        Delivery[] deliveries = _match.Deliveries;
        if (deliveries.Length == 0)
        {
            return;
        }

        object messages = _runLength == 1 ? _run[0] : _run.AsSpan(0, _runLength).ToArray();
        foreach (Delivery delivery in deliveries)
        {
            Post(delivery, messages, _runLength);
        }
    }

    private void PostToGroups()
    {
        foreach (SharedGroup group in _match.Groups)
        {
            for (int i = 0; i < _runLength; i++)
            {
                if (group.Pick(_run[i], except: null) is { } member)
                {
                    Post(member, _run[i], 1);
                }
            }
        }
    }

    private void Post(Delivery delivery, object messages, int count)
    {
        DeliveryTarget target = delivery.Target;
        _page.Accepted += count;
        if (target.PostMessages(delivery, messages, count))
        {
            _wakes.Add(target);
        }

        if (target.Backlog > backlogMax)
        {
            _congested = target;
        }
    }
}
