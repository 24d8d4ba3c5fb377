using System.Globalization;
using Pmq.Broker.Routing;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Publishing.Feeding;

/// <summary>A script played to its end, and what everybody got.</summary>
internal sealed class FeedRun
{
    private readonly FeedScript _script;
    private readonly TestBroker _broker;
    private readonly FedClient[] _publishers;
    private readonly FedClient[] _subscribers;

    private FeedRun(FeedScript script, TestBroker broker, Feed feed)
    {
        (_script, _broker) = (script, broker);
        _subscribers = [.. script.Subscribers.Select(spec => new FedClient(broker, spec, feed))];
        _publishers = [.. script.Publishers.Select(spec => new FedClient(broker, spec, feed))];
    }

    /// <summary>Plays a script; the lines say who got what in which order.</summary>
    public static List<string> Play(FeedScript script, Feed feed)
    {
        using var broker = new TestBroker(script.Options);
        var run = new FeedRun(script, broker, feed);
        foreach (FedRound round in script.Plan)
        {
            run.Play(round);
        }

        Array.ForEach(run._subscribers, ComeBack);
        run.Drain(releases: true, withSubscribers: true);
        broker.AssertLedgerBalances();
        return run.Lines();
    }

    private void Play(FedRound round)
    {
        Array.ForEach(round.Turns, subscriber => _subscribers[subscriber].LeaveOrReturn());
        Array.ForEach(round.Sticks, subscriber => _subscribers[subscriber].StopReading());
        for (int i = 0; i < _publishers.Length; i++)
        {
            _publishers[i].Send(round.Packets[i]);
        }

        Array.ForEach(round.Sticks, subscriber => _subscribers[subscriber].ReadAgain());
        Drain(round.Releases, round.Drains);
        _broker.Advance(TimeSpan.FromSeconds(round.SecondsAfter));
    }

    private static void ComeBack(FedClient subscriber)
    {
        if (subscriber.IsAway)
        {
            subscriber.LeaveOrReturn();
        }
    }

    private void Drain(bool releases, bool withSubscribers)
    {
        bool more = true;
        while (more)
        {
            more = false;
            foreach (FedClient client in withSubscribers ? [.. _publishers, .. _subscribers] : _publishers)
            {
                more |= client.Drain(releases);
            }
        }
    }

    private List<string> Lines()
    {
        var lines = new List<string>();
        for (int i = 0; i < _publishers.Length; i++)
        {
            Write(lines, _script.Publishers[i].Name, _publishers[i].Answers);
            Write(lines, _script.Publishers[i].Name, InOrder(_publishers[i].Messages));
        }

        var shared = new List<string>();
        for (int i = 0; i < _subscribers.Length; i++)
        {
            if (_script.Subscribers[i].Shares)
            {
                Write(shared, "group", _subscribers[i].Messages);
            }
            else
            {
                Write(lines, _script.Subscribers[i].Name, InOrder(_subscribers[i].Messages));
            }
        }

        lines.AddRange(shared.Order(StringComparer.Ordinal));
        lines.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"received {_broker.Ledger.Received}, accepted {_broker.Ledger.Accepted}, {_broker.Ledger}"));
        return lines;
    }

    /// <summary>
    /// Where a message comes once for each filter, a batch comes once for each filter: the order holds within a filter,
    /// and the second copies are counted.
    /// </summary>
    private SortedDictionary<string, List<string>> InOrder(SortedDictionary<string, List<string>> lists)
    {
        if (_script.Options.Subscription.DeliveryMode == DeliveryMode.Overlap)
        {
            foreach (string key in lists.Keys.ToArray())
            {
                lists[key] =
                    [.. lists[key].GroupBy(line => line).Select(copies => $"{copies.Count()} times {copies.Key}")];
            }
        }

        return lists;
    }

    private static void Write(List<string> lines, string name, SortedDictionary<string, List<string>> lists) =>
        lines.AddRange(lists.SelectMany(list => list.Value.Select(line => $"{name} {list.Key}: {line}")));
}
