using Pmq.Broker.Messages;
using Pmq.Broker.Outbound;
using Pmq.Protocol;
using Xunit.Abstractions;

namespace Pmq.Broker.Tests.Outbound;

/// <summary>The window does under random operations what a list of entries does.</summary>
public sealed class InflightWindowModelTests(ITestOutputHelper output)
{
    private const int Steps = 20_000;

    private readonly InflightWindow _window = new();
    private readonly NaiveWindow _model = new();
    private readonly Message[] _messages =
        [SilentTarget.MessageOf(0, QoS.ExactlyOnce), SilentTarget.MessageOf(50, QoS.ExactlyOnce)];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 10)]
    [InlineData(3, 100)]
    [InlineData(4, 1000)]
    public void It_agrees_with_the_model(int seed, int sizeMax) => Compare(seed, sizeMax);

    [Fact]
    public void It_agrees_with_the_model_under_a_fresh_seed()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        Compare(seed, sizeMax: 40);
    }

    [Fact]
    public void It_agrees_with_the_model_where_packet_identifiers_begin_anew()
    {
        for (int i = 1; i < ushort.MaxValue - 50; i++)
        {
            Begin(QoS.AtLeastOnce, now: 0);
            Complete((ushort)i);
        }

        Compare(seed: 5, sizeMax: 200, firstId: ushort.MaxValue - 50);
    }

    private void Compare(int seed, int sizeMax, int firstId = 1)
    {
        var random = new Random(seed);
        for (int now = 1; now <= Steps; now++)
        {
            Step(random, sizeMax, firstId, now);
            AssertEqual(now);
        }
    }

    private void Step(Random random, int sizeMax, int firstId, int now)
    {
        switch (random.Next(100))
        {
            case < 45 when _model.Entries.Count < sizeMax:
                Begin(random.Next(2) == 0 ? QoS.AtLeastOnce : QoS.ExactlyOnce, now);
                break;
            case < 68:
                Complete(AnyId(random, firstId));
                break;
            case < 75:
                // Often it begins with identifiers that are free already.
                int first = AnyId(random, firstId) - random.Next(5);
                CompleteRun((ushort)Math.Max(first, 1), random.Next(1, 12), (QoS)random.Next(1, 3));
                break;
            case < 85:
                ushort released = AnyId(random, firstId);
                Assert.Equal(_model.Release(released), _window.Release(released));
                break;
            case < 96:
                NextUnsent(now);
                break;
            case 96:
                _window.Rewind();
                _model.RewindOlderThan(long.MaxValue);
                break;
            case 97:
                long sentBefore = now - random.Next(50);
                _window.RewindOlderThan(sentBefore);
                _model.RewindOlderThan(sentBefore);
                break;
            case 98:
                TakeOldest();
                break;
            default:
                _window.Trim();
                break;
        }
    }

    /// <summary>Most often one in use, at times one near by, rarely just any.</summary>
    private ushort AnyId(Random random, int firstId)
    {
        int kind = random.Next(20);
        return kind < 17 && _model.Entries.Count > 0
            ? _model.Entries[random.Next(_model.Entries.Count)].PacketId
            : (ushort)(kind < 19 ? firstId + random.Next(100) : random.Next(ushort.MaxValue + 1));
    }

    private void Begin(QoS qos, long now)
    {
        Message message = _messages[now % 2];
        bool expected = _model.TryBegin(message, qos, now, out ushort expectedId);
        Assert.Equal(expected, _window.TryBegin(message, SilentTarget.AnyDelivery, qos, now, out ushort packetId));
        Assert.Equal(expectedId, packetId);
    }

    private void Complete(ushort packetId) =>
        Assert.Equal(_model.Complete(packetId), _window.Complete(packetId, out _));

    private void CompleteRun(ushort first, int count, QoS qos)
    {
        // Runs do not go on behind the largest identifier.
        count = Math.Min(count, ushort.MaxValue - first + 1);
        int expected = _model.Complete(first, count, qos, out bool expectedOther);
        Assert.Equal(expected, _window.Complete(first, count, qos, out bool isOther));
        Assert.Equal(expectedOther, isOther);
    }

    private void NextUnsent(long now)
    {
        NaiveWindow.Entry? expected = _model.NextUnsent(now);
        Assert.Equal(expected is not null, _window.TryNextUnsent(now, out ushort packetId, out InflightEntry entry));
        Assert.Equal(expected?.PacketId ?? 0, packetId);
        Assert.Equal(expected?.Message ?? default, entry.Message);
    }

    private void TakeOldest()
    {
        bool any = _model.Entries.Count > 0;
        ushort oldest = any ? _model.Entries[0].PacketId : (ushort)0;
        _model.Complete(oldest);
        Assert.Equal(any, _window.TryTakeOldest(out ushort packetId, out _));
        Assert.Equal(oldest, packetId);
    }

    private void AssertEqual(int step)
    {
        Assert.Equal(_model.Entries.Count, _window.Count);
        Assert.Equal(_model.SentCount, _window.SentCount);
        Assert.Equal(_model.Bytes, _window.Bytes);
        Assert.Equal(_model.OldestBegunAt, _window.OldestBegunAt);
        if (step % 16 != 0)
        {
            return;
        }

        Assert.Equal(_model.OldestSentAt, _window.OldestSentAt);
        foreach (NaiveWindow.Entry expected in _model.Entries)
        {
            Assert.True(_window.TryGet(expected.PacketId, out InflightEntry entry));
            Assert.Equal(expected.Message, entry.Message);
            Assert.Equal((expected.QoS, expected.IsSent, expected.SentAt), (entry.QoS, entry.IsSent, entry.SentAt));
        }
    }
}
