namespace Pmq.Crash.Books;

/// <summary>The values that are retained on some topics: each is larger than the one before.</summary>
/// <remarks>Owner: thread-safe.</remarks>
public sealed class RetainedValues(int topics)
{
    /// <summary>What stands for a topic that has no value yet.</summary>
    public const int None = 0;

    private readonly Lock _gate = new();
    private readonly int[] _sent = new int[topics];
    private readonly int[] _acknowledged = new int[topics];

    public int TopicCount => topics;

    /// <summary>The last values that were acknowledged, topic by topic.</summary>
    public IReadOnlyList<int> Acknowledged
    {
        get
        {
            lock (_gate)
            {
                return [.. _acknowledged];
            }
        }
    }

    /// <summary>The next value of a topic.</summary>
    public int Next(int topic)
    {
        lock (_gate)
        {
            return ++_sent[topic];
        }
    }

    public void Acknowledge(int topic, int value)
    {
        lock (_gate)
        {
            _acknowledged[topic] = Math.Max(_acknowledged[topic], value);
        }
    }

    /// <summary>
    /// What is wrong with the value a new subscriber got, or null. It is the last one that was acknowledged before the
    /// client subscribed, or a later one that has been sent.
    /// </summary>
    public string? Fault(int topic, int acknowledgedBefore, int value)
    {
        lock (_gate)
        {
            return value >= acknowledgedBefore && value <= _sent[topic]
                ? null
                : $"retained on topic {topic} was {value}; {acknowledgedBefore} was acknowledged, {_sent[topic]} sent";
        }
    }
}
