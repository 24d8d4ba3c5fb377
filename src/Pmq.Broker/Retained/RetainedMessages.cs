using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Timers;
using Pmq.Protocol;

namespace Pmq.Broker.Retained;

/// <summary>The retained messages with their bound and their expiry.</summary>
/// <remarks>Owner: the router's turn.</remarks>
internal sealed class RetainedMessages(BrokerServices services, ITimerTarget owner)
{
    // Below this it is not worth looking for messages that were replaced.
    private const int SweptFrom = 64;

    private readonly RetainedTree _tree = new(((ulong)services.Random.Next() << 32) | services.Random.Next());
    private readonly PriorityQueue<Message, long> _byExpiry = new();
    private readonly TimerEntry _timer = new(owner);
    private readonly int _maximum = services.Options.Message.RetainedMax is var max and > 0 ? max : int.MaxValue;
    private int _count;

    // The list that found nothing last time.
    private List<Message>? _spare;

    /// <summary>How many there are. Any thread may ask.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many messages are remembered for their expiry.</summary>
    public int ExpiringCount => _byExpiry.Count;

    /// <summary>
    /// Keeps the message for its topic; an empty one deletes [MQTT-3.3.1-6]. Where there is a store it keeps it too, and the
    /// pledge waits for that.
    /// </summary>
    public void Take(Message message, Pledge? pledge)
    {
        RetainedTopic? place;
        bool isTaken = true;
        if (message.Payload.IsEmpty)
        {
            place = _tree.PlaceOf(message.Topic);
            _tree.Remove(message.Topic);
        }
        else
        {
            place = _tree.Put(message, _maximum);
            isTaken = place is not null;
            if (isTaken && message.Expires)
            {
                ExpireLater(message);
            }
        }

        Volatile.Write(ref _count, _tree.Count);
        if (isTaken && services.Journal.IsOn && services.StorePolicy.Keeps(message.Topic))
        {
            Store(message, place, pledge);
        }
        else
        {
            pledge?.Release();
        }
    }

    /// <summary>
    /// Takes up a message that the store has kept. No timer is armed before all are there: <see cref="DropExpired"/> does it.
    /// </summary>
    public void Restore(Message message)
    {
        if (_tree.Set(message, _maximum) && message.Expires)
        {
            _byExpiry.Enqueue(message, message.ExpiresAt);
        }

        Volatile.Write(ref _count, _tree.Count);
    }

    /// <summary>
    /// Those that match a filter, have not expired and were not published by the client that is left out; null when there
    /// are none, as for most subscriptions.
    /// </summary>
    public List<Message>? Find(ReadOnlySpan<byte> filter, string? except)
    {
        List<Message> found = _spare ?? [];
        _spare = null;
        _tree.Find(filter, found);
        long now = services.Clock.GetTimestamp();
        int kept = 0;
        for (int i = 0; i < found.Count; i++)
        {
            Message message = found[i];
            if (message.ExpiresAt > now && (except is null || message.Publisher?.Name != except))
            {
                found[kept++] = message;
            }
        }

        found.RemoveRange(kept, found.Count - kept);
        if (kept > 0)
        {
            return found;
        }

        _spare = found;
        return null;
    }

    /// <summary>Deletes what has expired.</summary>
    public void DropExpired()
    {
        long now = services.Clock.GetTimestamp();
        while (_byExpiry.TryPeek(out Message message, out long expiresAt))
        {
            if (expiresAt > now)
            {
                services.Timers.Arm(_timer, expiresAt);
                break;
            }

            _byExpiry.Dequeue();
            RetainedTopic? place = _tree.PlaceOf(message.Topic);
            if (_tree.RemoveIfCurrent(message) && services.Journal.IsOn)
            {
                Store(Message.Create(message.Topic, payload: default, QoS.AtMostOnce, retain: true), place, pledge: null);
            }
        }

        Volatile.Write(ref _count, _tree.Count);
    }

    /// <summary>
    /// Writes the newest message of a topic. Where nobody waits, it takes the place of one that is not written yet: a topic
    /// that changes faster than the disk is written as often as the disk likes.
    /// </summary>
    private void Store(Message message, RetainedTopic? place, Pledge? pledge)
    {
        MessageBlock block = message.Alone().Block;
        if (place?.Unwritten is { } unwritten)
        {
            if (pledge is null && unwritten.TryReplace(block))
            {
                return;
            }

            unwritten.Withdraw();
            place.Unwritten = null;
        }

        var step = new RetainedStep(block, pledge);
        if (pledge is not null)
        {
            services.Journal.Post(step);
            return;
        }

        if (place is not null)
        {
            place.Unwritten = step;
        }

        services.Journal.PostPatiently(step);
    }

    /// <summary>
    /// Lets go of messages that were replaced or deleted: a topic that is written every second would hold an hour of
    /// them. At least as many go as stay, so that it costs each message little.
    /// </summary>
    private void Sweep()
    {
        var current = new List<(Message Message, long ExpiresAt)>(_tree.Count);
        foreach ((Message message, long expiresAt) in _byExpiry.UnorderedItems)
        {
            if (_tree.Get(message.Topic) == message)
            {
                current.Add((message, expiresAt));
            }
        }

        _byExpiry.Clear();
        _byExpiry.EnqueueRange(current);
    }

    private void ExpireLater(Message message)
    {
        if (_byExpiry.Count >= SweptFrom + (2 * _tree.Count))
        {
            Sweep();
        }

        _byExpiry.Enqueue(message, message.ExpiresAt);
        if (_byExpiry.Peek() == message)
        {
            services.Timers.Arm(_timer, message.ExpiresAt);
        }
    }
}
