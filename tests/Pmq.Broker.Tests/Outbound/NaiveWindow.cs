using Pmq.Broker.Messages;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Outbound;

/// <summary>What an in-flight window has to do, done in the simplest way.</summary>
internal sealed class NaiveWindow
{
    private readonly List<Entry> _entries = [];
    private int _lastId;

    public IReadOnlyList<Entry> Entries => _entries;

    public int SentCount => _entries.Count(entry => entry.IsSent);

    public long? OldestBegunAt => _entries.Count > 0 ? _entries[0].BegunAt : null;

    public long? OldestSentAt => _entries.Where(entry => entry.IsSent).Min(entry => (long?)entry.SentAt);

    public long Bytes => _entries.Sum(entry => entry.Message.IsNone ? 0L : entry.Message.Size);

    public bool TryBegin(Message message, QoS qos, long now, out ushort packetId)
    {
        packetId = (ushort)(_lastId == ushort.MaxValue ? 1 : _lastId + 1);
        if (_entries.Exists(entry => !entry.IsSent) || Find(packetId) is not null)
        {
            packetId = 0;
            return false;
        }

        _lastId = packetId;
        _entries.Add(new Entry(packetId, qos, now) { Message = message, IsSent = true, SentAt = now });
        return true;
    }

    public Entry? Find(ushort packetId) => _entries.Find(entry => entry.PacketId == packetId);

    public bool Complete(ushort packetId) => Find(packetId) is { } entry && _entries.Remove(entry);

    public int Complete(ushort first, int count, QoS qos, out bool isOther)
    {
        int completed = 0;
        for (int id = first; id < first + count; id++)
        {
            if (Find((ushort)id) is { } entry)
            {
                isOther = entry.QoS != qos;
                if (isOther)
                {
                    return completed;
                }

                _entries.Remove(entry);
                completed++;
            }
        }

        isOther = false;
        return completed;
    }

    public bool Release(ushort packetId)
    {
        if (Find(packetId) is not { QoS: QoS.ExactlyOnce } entry)
        {
            return false;
        }

        entry.Message = default;
        return true;
    }

    public void RewindOlderThan(long sentBefore)
    {
        foreach (Entry entry in _entries.Where(entry => entry.SentAt < sentBefore))
        {
            entry.IsSent = false;
        }
    }

    public Entry? NextUnsent(long now)
    {
        Entry? entry = _entries.Find(entry => !entry.IsSent);
        if (entry is not null)
        {
            entry.IsSent = true;
            entry.SentAt = now;
        }

        return entry;
    }

    internal sealed class Entry(ushort packetId, QoS qos, long begunAt)
    {
        public ushort PacketId { get; } = packetId;

        public QoS QoS { get; } = qos;

        public long BegunAt { get; } = begunAt;

        public Message Message { get; set; }

        public bool IsSent { get; set; }

        public long SentAt { get; set; }
    }
}
