using Pmq.Broker.Outbound;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Outbound;

/// <summary>What a bounded queue has to do, done in the simplest way.</summary>
internal sealed class NaiveQueue(int messagesMax, long bytesMax, QueueOverflow overflow)
{
    public List<QueuedMessage> Messages { get; } = [];

    public List<QueuedMessage> Dropped { get; } = [];

    public long Bytes => Messages.Sum(Size);

    public EnqueueResult Enqueue(QueuedMessage incoming)
    {
        if (Size(incoming) > bytesMax)
        {
            return EnqueueResult.DroppedIncoming;
        }

        if (Fits(incoming, Messages))
        {
            Messages.Add(incoming);
            return EnqueueResult.Queued;
        }

        return overflow switch
        {
            QueueOverflow.DropNewest => EnqueueResult.DroppedIncoming,
            QueueOverflow.Disconnect => EnqueueResult.MustDisconnect,
            _ => EnqueueByDropping(incoming),
        };
    }

    public bool TryTake(Predicate<QueuedMessage> which, out QueuedMessage message)
    {
        int index = Messages.FindIndex(which);
        message = index < 0 ? default : Messages[index];
        if (index >= 0)
        {
            Messages.RemoveAt(index);
        }

        return index >= 0;
    }

    public void RemoveExpired(long now)
    {
        Dropped.AddRange(Messages.Where(message => message.Message.ExpiresAt <= now));
        Messages.RemoveAll(message => message.Message.ExpiresAt <= now);
    }

    private static int Size(QueuedMessage message) => message.Message.Size;

    private EnqueueResult EnqueueByDropping(QueuedMessage incoming)
    {
        bool isQoS0 = incoming.QoS == QoS.AtMostOnce;
        if (isQoS0 && !Fits(incoming, Messages.Where(message => message.QoS != QoS.AtMostOnce)))
        {
            return EnqueueResult.DroppedIncoming;
        }

        while (!Fits(incoming, Messages))
        {
            int oldestQoS0 = Messages.FindIndex(message => message.QoS == QoS.AtMostOnce);
            int victim = Math.Max(0, oldestQoS0);
            Dropped.Add(Messages[victim]);
            Messages.RemoveAt(victim);
        }

        Messages.Add(incoming);
        return EnqueueResult.Queued;
    }

    private bool Fits(QueuedMessage incoming, IEnumerable<QueuedMessage> others) =>
        (messagesMax == 0 || others.Count() < messagesMax) && others.Sum(Size) + Size(incoming) <= bytesMax;
}
