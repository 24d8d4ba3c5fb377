using System.Diagnostics;
using Pmq.LoadGen.Measuring;

namespace Pmq.LoadGen.Clients;

/// <summary>
/// Tells publishers that their messages arrived, each once after a batch. The loop writes; the watching thread reads
/// single numbers.
/// </summary>
internal sealed class DeliveryFeed
{
    private readonly List<Publisher> _inLine = [];
    private IReadOnlyList<Publisher> _publishers = [];
    private long _count;
    private long _countBefore;
    private long _lastTime;

    /// <summary>Deliveries so far, duplicates included.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>When the last batch with a delivery ended, in ticks of <see cref="Stopwatch"/>.</summary>
    public long LastTime => Volatile.Read(ref _lastTime);

    /// <summary>Messages that nobody here sent.</summary>
    public long Strange { get; set; }

    /// <summary>Where latencies go, when they are measured.</summary>
    public LatencyHistogram? Latencies { get; init; }

    /// <summary>Whom to tell, by their number.</summary>
    public void Tell(IReadOnlyList<Publisher> publishers) => _publishers = publishers;

    public void Delivered(int publisher)
    {
        _count++;
        if ((uint)publisher >= (uint)_publishers.Count)
        {
            return;
        }

        Publisher sender = _publishers[publisher];
        sender.CountDelivery();
        if (!sender.IsInLine)
        {
            sender.IsInLine = true;
            _inLine.Add(sender);
        }
    }

    public void BatchEnded()
    {
        if (_count == _countBefore)
        {
            return;
        }

        _countBefore = _count;
        Volatile.Write(ref _lastTime, Stopwatch.GetTimestamp());
        foreach (Publisher publisher in _inLine)
        {
            publisher.IsInLine = false;
            publisher.Pump();
        }

        _inLine.Clear();
    }
}
