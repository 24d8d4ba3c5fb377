using Pmq.Broker.Durability;
using Pmq.Broker.Options;
using Pmq.Broker.Outbound;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>A broker, its clients and its store, and what happens to them, step by step from a seed.</summary>
internal sealed class CrashStorm
{
    private const int BatchMax = 8;

    private readonly BrokerOptions _options;
    private readonly Random _random;
    private readonly MemoryStoreContents _contents = new();
    private readonly StormPublisher[] _publishers = [new("p1"), new("p2")];
    private readonly StormSubscriber[] _subscribers =
        [new("s1", "t/#", QoS.ExactlyOnce), new("s2", "t/+", QoS.ExactlyOnce), new("s3", "t/#", QoS.AtLeastOnce)];
    private readonly StormSubscriber[] _members =
        [new("m1", "$share/g/t/#", QoS.AtLeastOnce), new("m2", "$share/g/t/#", QoS.AtLeastOnce)];

    private readonly StormGuest _guest = new("g", "t/#");

    // Those who get everything, and the members of a group, who get it among them.
    private readonly StormSubscriber[] _receivers;

    private HeldStore _store;
    private TestBroker _broker;

    /// <summary>A storm; where queues have a bound, what does not fit is dropped.</summary>
    public CrashStorm(int seed, int queuedMax = 0, QueueOverflow overflow = QueueOverflow.DropOldest)
    {
        _options = new BrokerOptions
        {
            Session = new SessionOptions { QueuedMessagesMax = queuedMax, QueueOverflow = overflow, InflightMax = 7 },
            Store = new StoreOptions { PageBytes = 1024, CommitBytes = 2048 },
        };
        _random = new Random(seed);
        _store = new HeldStore(_contents);
        _broker = StoredBroker.On(_store, _options, seed: seed);
        _receivers = [.. _subscribers, .. _members];
        foreach (StormSubscriber subscriber in _receivers)
        {
            subscriber.Connect(_broker);
        }

        _broker.Run();
    }

    /// <summary>How many messages publishers had acknowledged.</summary>
    public int AcknowledgedCount => _publishers.Sum(publisher => publisher.Acknowledged.Count);

    /// <summary>Something happens.</summary>
    public void Step()
    {
        StormPublisher publisher = _publishers[_random.Next(_publishers.Length)];
        StormSubscriber subscriber = _receivers[_random.Next(_receivers.Length)];
        switch (_random.Next(100))
        {
            case < 35:
                publisher.Connect(_broker);
                publisher.Publish(_random.Next(2) == 0 ? QoS.AtLeastOnce : QoS.ExactlyOnce, BatchSize());
                break;
            case < 50:
                publisher.Answer();
                break;
            case < 70:
                subscriber.Answer(_random.Next(1, 6));
                _guest.Answer();
                break;
            case < 76:
                subscriber.Drop();
                break;
            case < 81:
                subscriber.Connect(_broker);
                break;
            case < 82:
                _guest.Connect(_broker, isKept: _random.Next(2) == 0);
                break;
            case < 84:
                publisher.Drop();
                break;
            case < 90:
                AnswerStore();
                break;
            case < 92:
                _store.Holds = !_store.Holds;
                break;
            case < 99:
                _broker.Advance(TimeSpan.FromMilliseconds(_random.Next(1, 300)));
                break;
            default:
                Crash();
                break;
        }
    }

    /// <summary>Everybody comes back, nothing fails any more, and all is worked off.</summary>
    public void ComeToRest()
    {
        _store.Holds = false;
        while (_store.Waiting.Count > 0)
        {
            _store.Answer(_broker);
        }

        _guest.Connect(_broker, isKept: false);
        for (int quiet = 0; quiet < 5;)
        {
            bool moved = false;
            foreach (StormPublisher publisher in _publishers)
            {
                publisher.Connect(_broker);
                moved |= publisher.Answer();
            }

            foreach (StormSubscriber subscriber in _receivers)
            {
                subscriber.Connect(_broker);
                moved |= subscriber.Answer(int.MaxValue);
            }

            _guest.Answer();
            _broker.Advance(TimeSpan.FromMilliseconds(300));
            quiet = moved ? 0 : quiet + 1;
        }

        _broker.AssertLedgerBalances();
    }

    /// <summary>What is wrong with what has arrived.</summary>
    public IEnumerable<string> Faults()
    {
        bool mayLack = _options.Session.QueuedMessagesMax > 0;
        IEnumerable<string> arrived = _subscribers.SelectMany(
            subscriber => _publishers.SelectMany(publisher => subscriber.Faults(publisher, mayLack)));
        IEnumerable<string> lost = _publishers.SelectMany(publisher => publisher.Acknowledged)
            .Where(text => !mayLack && !_members.Any(member => member.HasGot(text)))
            .Select(text => $"no member of the group got {text}");
        IEnumerable<string> waiting = _publishers.Where(publisher => !publisher.IsAnswered)
            .Select(publisher => $"{publisher.ClientId} waits for an answer");
        long queued = _broker.Ledger.Queued;
        return [.. arrived, .. lost, .. waiting, .. queued == 0 ? (string[])[] : [$"{queued} messages are still queued"]];
    }

    /// <summary>Most come one by one, as from a client that waits for each answer.</summary>
    private int BatchSize() => _random.Next(2) == 0 ? 1 : _random.Next(2, BatchMax + 1);

    private void AnswerStore()
    {
        if (_store.Waiting.Count == 0)
        {
            return;
        }

        switch (_random.Next(6))
        {
            case 0:
                _store.Answer(_broker, StoreOutcome.Failed);
                break;
            case 1:
                _store.LoseAnswer(_broker);
                break;
            default:
                _store.Answer(_broker);
                break;
        }
    }

    /// <summary>The process dies with all that is not committed; its clients notice.</summary>
    private void Crash()
    {
        ManualClock clock = _broker.Clock;
        clock.Advance(TimeSpan.FromMilliseconds(_random.Next(5000)));
        _store = new HeldStore(_contents);
        _broker = StoredBroker.On(_store, _options, clock, _random.Next());
        _guest.LoseConnection();
        foreach (StormPublisher publisher in _publishers)
        {
            publisher.LoseConnection();
        }

        foreach (StormSubscriber subscriber in _receivers)
        {
            subscriber.LoseConnection();
        }

        _broker.Run();
    }
}
