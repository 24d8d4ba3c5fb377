using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;

namespace Pmq.Broker.Durability;

/// <summary>
/// Messages of one block that a kept session has taken on under numbers that follow each other. They are written unless
/// the client has acknowledged all of them before.
/// </summary>
/// <remarks>Owner: session turn, but for <see cref="Write"/> and <see cref="Committed"/>, which are the journal's.</remarks>
internal sealed class QueuedRun(Session session, long key, long first, MessageRun messages, Delivery delivery) : JournalEntry
{
    private const int Waiting = 0;
    private const int Written = 1;
    private const int Needless = 2;

    private Pledge? _pledge;
    private int _stage;
    private int _isCommitted;
    private int _finished;
    private bool _isSealed;

    /// <summary>The session's key.</summary>
    public long Key { get; } = key;

    /// <summary>The number of the first message.</summary>
    public long First { get; } = first;

    /// <summary>The messages. Copy it to go over them.</summary>
    public MessageRun Messages { get; private set; } = messages;

    public MessageBlock Block => Messages.Block;

    public Delivery Delivery { get; } = delivery;

    /// <summary>How many messages there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of the last message.</summary>
    public long Last => First + Count - 1;

    /// <summary>The length of all packets.</summary>
    public int PacketBytes { get; private set; }

    /// <summary>What the messages count for in the bounds of a queue.</summary>
    public long SizeInQueue { get; private set; }

    /// <summary>True when it is all of a block, which other sessions may have too.</summary>
    public bool IsWholeBlock => Messages.IsContiguous && Count == Block.Count;

    /// <summary>The life of the session that took them on.</summary>
    public int Life { get; } = session.Life;

    /// <summary>True when the policy for the topic says that they are never written.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>
    /// True when the client must not see them before they are committed: QoS 2, because the packet identifier would mean
    /// another message after a crash, and everything that a publisher sent at QoS 2.
    /// </summary>
    public bool MustCommitFirst { get; init; }

    /// <summary>True when the client must not see them yet.</summary>
    public bool IsHidden => MustCommitFirst && Volatile.Read(ref _isCommitted) == 0;

    /// <summary>True while it is neither written nor needless.</summary>
    public override bool IsNeeded => Volatile.Read(ref _stage) == Waiting;

    /// <summary>The one after it in an <see cref="Intake"/>.</summary>
    public QueuedRun? NextInIntake { get; set; }

    /// <summary>Adds the next messages; the run of a block grows while the session takes messages on.</summary>
    public void Add(int count, int bytes)
    {
        Count += count;
        PacketBytes += bytes;
        SizeInQueue += Message.SizeOf(count, bytes, Block.Traits.QoS);
    }

    /// <summary>No more messages come. Those that came may be needless already: a queue that is full drops its oldest.</summary>
    public void Seal()
    {
        Messages = Messages.Limited(Count);
        _isSealed = true;
        ForgetIfFinished();
    }

    /// <summary>What waits until the messages are safe.</summary>
    public void Hold(Pledge pledge)
    {
        pledge.Hold();
        _pledge = pledge;
    }

    /// <summary>
    /// The session needs so many messages of it no longer. When it needs none and none was written yet, none ever is.
    /// </summary>
    public void Finish(int count)
    {
        _finished += count;
        Invariant.That(_finished <= Count, "More messages are finished than there were.");
        ForgetIfFinished();
    }

    /// <summary>The session is over.</summary>
    public void Abandon()
    {
        Interlocked.CompareExchange(ref _stage, Needless, Waiting);
        ReleasePledge();
    }

    public override bool Write(BatchWriter batch)
    {
        if (Interlocked.CompareExchange(ref _stage, Written, Waiting) != Waiting)
        {
            return false;
        }

        batch.Add(this);
        return true;
    }

    /// <summary>Where it is a part of another entry, which may have been needless.</summary>
    public void CommittedIfWritten()
    {
        if (Volatile.Read(ref _stage) == Written)
        {
            Committed();
        }
    }

    public override void Committed()
    {
        Volatile.Write(ref _isCommitted, 1);
        ReleasePledge();
        session.Post(new Mail(MailKind.Stored, this));
    }

    private void ForgetIfFinished()
    {
        if (_isSealed && _finished == Count && Interlocked.CompareExchange(ref _stage, Needless, Waiting) == Waiting)
        {
            // The journal has the run until its delay is over, and with it the bytes of all messages.
            Messages = default;
            ReleasePledge();
        }
    }

    private void ReleasePledge() => Interlocked.Exchange(ref _pledge, null)?.Release();
}
