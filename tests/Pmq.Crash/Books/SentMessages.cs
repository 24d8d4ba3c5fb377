using Pmq.Protocol;

namespace Pmq.Crash.Books;

/// <summary>What one publisher has sent, by number, and what of it was acknowledged.</summary>
/// <remarks>Owner: thread-safe.</remarks>
public sealed class SentMessages(string publisher)
{
    private readonly Lock _gate = new();
    private readonly List<(QoS QoS, bool IsAcknowledged)> _messages = [];

    public string Publisher => publisher;

    /// <summary>Enters a new message and returns its number; the first is 0.</summary>
    public int Add(QoS qos)
    {
        lock (_gate)
        {
            _messages.Add((qos, false));
            return _messages.Count - 1;
        }
    }

    /// <summary>The broker has promised to deliver it.</summary>
    public void Acknowledge(int number)
    {
        lock (_gate)
        {
            _messages[number] = (_messages[number].QoS, true);
        }
    }

    /// <summary>All so far, in the order of their numbers.</summary>
    public IReadOnlyList<(QoS QoS, bool IsAcknowledged)> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _messages];
            }
        }
    }
}
