using System.Diagnostics;
using Pmq.Crash.Books;

namespace Pmq.Crash;

/// <summary>What the clients of a run have in common: where the broker is, what happens to it, and what is counted.</summary>
/// <remarks>Owner: thread-safe.</remarks>
internal sealed class Scene(int port, int seed, CancellationToken stop)
{
    private long _killedAt;
    private int _kills;
    private int _turns;
    private bool _isResting;

    public int Port => port;

    /// <summary>The end of the run.</summary>
    public CancellationToken Stop => stop;

    /// <summary>How often the broker was killed.</summary>
    public int Kills => Volatile.Read(ref _kills);

    /// <summary>
    /// How often a kill has begun or was over; odd while one is under way. A connection that ends while this is even and
    /// stays the same was closed by the broker.
    /// </summary>
    public int Turns => Volatile.Read(ref _turns);

    /// <summary>When the broker was killed last.</summary>
    public long KilledAt => Interlocked.Read(ref _killedAt);

    /// <summary>True when nobody publishes anything new any more, or leaves.</summary>
    public bool IsResting
    {
        get => Volatile.Read(ref _isResting);
        set => Volatile.Write(ref _isResting, value);
    }

    public FaultList Faults { get; } = new();

    /// <summary>Messages sent for the first time, those of QoS 2 apart.</summary>
    public Tally SentQos1 { get; } = new();

    public Tally SentQos2 { get; } = new();

    public Tally AcknowledgedQos1 { get; } = new();

    public Tally AcknowledgedQos2 { get; } = new();

    /// <summary>Packets that publishers sent again on a new connection.</summary>
    public Tally Repeats { get; } = new();

    /// <summary>PUBCOMPs that came once more than PUBREL was under way.</summary>
    public Tally SparePubcomps { get; } = new();

    /// <summary>Connections that clients ended by themselves.</summary>
    public Tally Leaves { get; } = new();

    /// <summary>Retained values that new subscribers were given.</summary>
    public Tally RetainedReads { get; } = new();

    public long Acknowledged => AcknowledgedQos1.Value + AcknowledgedQos2.Value;

    /// <summary>Randomness of a client's own; what it is follows from the seed of the run.</summary>
    public Random RandomFor(string clientId)
    {
        int sum = seed;
        foreach (char letter in clientId)
        {
            sum = unchecked((sum * 31) + letter);
        }

        return new Random(sum);
    }

    /// <summary>The broker is about to be killed.</summary>
    public void KillComes()
    {
        Interlocked.Exchange(ref _killedAt, Stopwatch.GetTimestamp());
        Interlocked.Increment(ref _kills);
        Interlocked.Increment(ref _turns);
    }

    /// <summary>The broker's process is gone.</summary>
    public void KillIsOver() => Interlocked.Increment(ref _turns);
}
