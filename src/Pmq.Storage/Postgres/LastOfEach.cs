using Pmq.Broker.Durability;

namespace Pmq.Storage.Postgres;

/// <summary>
/// The changes of a batch of which none is overtaken by a later one of the same thing. A statement that takes many rows
/// at once has no order among them.
/// </summary>
internal static class LastOfEach
{
    public static Dictionary<long, StoredSession> Sessions(StoreBatch batch)
    {
        Dictionary<long, StoredSession> last = [];
        foreach (StoredSession session in batch.Sessions)
        {
            last[session.Key] = session;
        }

        return last;
    }

    public static Dictionary<BytesKey, SubscriptionChange> Subscriptions(StoreBatch batch)
    {
        Dictionary<BytesKey, SubscriptionChange> last = [];
        foreach (SubscriptionChange change in batch.Subscriptions)
        {
            last[new BytesKey(change.Session, change.Filter)] = change;
        }

        return last;
    }

    public static Dictionary<BytesKey, RetainedChange> Retained(StoreBatch batch)
    {
        Dictionary<BytesKey, RetainedChange> last = [];
        foreach (RetainedChange change in batch.Retained)
        {
            last[new BytesKey(0, change.Topic)] = change;
        }

        return last;
    }

    /// <summary>Whether each packet identifier was released.</summary>
    public static Dictionary<(long Session, int PacketId), bool> Unreleased(StoreBatch batch)
    {
        Dictionary<(long Session, int PacketId), bool> last = [];
        foreach (UnreleasedChange change in batch.Unreleased)
        {
            for (int i = 0; i < change.Count; i++)
            {
                last[(change.Session, (ushort)(change.First + i))] = change.IsReleased;
            }
        }

        return last;
    }

    /// <summary>How far each session came.</summary>
    public static Dictionary<long, long> Progress(StoreBatch batch)
    {
        Dictionary<long, long> highest = [];
        foreach (QueueProgress progress in batch.Progress)
        {
            long before = highest.GetValueOrDefault(progress.Session, long.MinValue);
            highest[progress.Session] = Math.Max(before, progress.AcknowledgedUpTo);
        }

        return highest;
    }
}
