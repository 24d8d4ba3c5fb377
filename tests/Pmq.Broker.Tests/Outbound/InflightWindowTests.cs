using Pmq.Broker.Messages;
using Pmq.Broker.Outbound;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Outbound;

public sealed class InflightWindowTests
{
    private readonly InflightWindow _window = new();
    private readonly Message _message = SilentTarget.MessageOf(10, QoS.ExactlyOnce);

    [Fact]
    public void Packet_identifiers_are_given_in_sequence_from_one()
    {
        Assert.Equal(1, Begin());
        Assert.Equal(2, Begin());
        Complete(1);
        Assert.Equal(3, Begin());
    }

    [Fact]
    public void After_the_last_packet_identifier_comes_the_first_and_never_zero()
    {
        for (int i = 1; i <= ushort.MaxValue; i++)
        {
            Assert.Equal(i, Begin());
            Complete((ushort)i);
        }

        Assert.Equal(1, Begin());
    }

    [Fact]
    public void A_packet_identifier_in_use_is_not_given_again()
    {
        for (int i = 1; i <= ushort.MaxValue; i++)
        {
            Begin();
        }

        Assert.True(_window.IsFull);
        Assert.False(_window.TryBegin(_message, SilentTarget.AnyDelivery, QoS.AtLeastOnce, 0, out _));

        // All but the oldest leave holes; the next identifier is the oldest one's.
        for (int i = 2; i <= ushort.MaxValue; i++)
        {
            Complete((ushort)i);
        }

        Assert.Equal(1, _window.Count);
        Assert.False(_window.TryBegin(_message, SilentTarget.AnyDelivery, QoS.AtLeastOnce, 0, out _));
        Complete(1);
        Assert.Equal(1, Begin());
    }

    [Fact]
    public void A_packet_identifier_of_nothing_is_not_found()
    {
        Assert.False(_window.TryGet(1, out _));
        Begin();
        Assert.False(_window.TryGet(0, out _));
        Assert.False(_window.TryGet(2, out _));
        Assert.False(_window.TryGet(ushort.MaxValue, out _));
        Complete(1);
        Assert.False(_window.Complete(1, out _));
    }

    [Fact]
    public void PUBREC_lets_the_message_go_and_keeps_the_packet_identifier()
    {
        Begin(QoS.ExactlyOnce);
        Assert.Equal(_message.Size, _window.Bytes);
        Assert.True(_window.Release(1));
        Assert.True(_window.Release(1));
        Assert.Equal(0, _window.Bytes);
        Assert.True(_window.TryGet(1, out InflightEntry entry));
        Assert.Equal(InflightState.PubrelSent, entry.State);
        Assert.True(entry.Message.IsNone);
        Complete(1);
        Assert.Equal(0, _window.Bytes);
    }

    [Fact]
    public void PUBREC_for_QoS_1_is_not_accepted()
    {
        Begin(QoS.AtLeastOnce);
        Assert.False(_window.Release(1));
        Assert.False(_window.Release(2));
    }

    [Fact]
    public void A_new_connection_gets_everything_again_in_the_first_order()
    {
        Begin();
        Begin(QoS.ExactlyOnce);
        Begin();
        _window.Release(2);
        _window.Rewind();
        Assert.Equal(0, _window.SentCount);

        AssertNextUnsent(1, InflightState.PublishSent);
        AssertNextUnsent(2, InflightState.PubrelSent);
        Assert.Equal(2, _window.SentCount);
        AssertNextUnsent(3, InflightState.PublishSent);
        Assert.False(_window.TryNextUnsent(0, out _, out _));
    }

    [Fact]
    public void Nothing_new_passes_what_is_to_be_sent_again()
    {
        Begin();
        _window.Rewind();
        Assert.False(_window.CanBegin);
        Assert.False(_window.TryBegin(_message, SilentTarget.AnyDelivery, QoS.AtLeastOnce, 0, out _));
        AssertNextUnsent(1, InflightState.PublishSent);
        Assert.Equal(2, Begin());
    }

    [Fact]
    public void What_is_completed_before_it_is_sent_again_is_passed_over()
    {
        for (int i = 0; i < 6; i++)
        {
            Begin();
        }

        _window.Rewind();
        AssertNextUnsent(1, InflightState.PublishSent);
        Complete(2);
        Complete(1);
        Assert.Equal(0, _window.SentCount);
        AssertNextUnsent(3, InflightState.PublishSent);
        Assert.Equal(1, _window.SentCount);
        Assert.Equal(4, _window.Count);
    }

    [Fact]
    public void Only_what_is_old_enough_is_sent_again_by_time()
    {
        Begin(now: 10);
        Begin(now: 20);
        Begin(now: 30);
        _window.RewindOlderThan(25);
        Assert.Equal(30, _window.OldestSentAt);
        AssertNextUnsent(1, InflightState.PublishSent, now: 40);
        AssertNextUnsent(2, InflightState.PublishSent, now: 41);
        Assert.False(_window.TryNextUnsent(42, out _, out _));
        Assert.Equal(30, _window.OldestSentAt);
        Complete(3);
        Assert.Equal(40, _window.OldestSentAt);
    }

    [Fact]
    public void Sending_again_does_not_make_a_message_younger()
    {
        Begin(now: 10);
        Begin(now: 20);
        _window.Rewind();
        AssertNextUnsent(1, InflightState.PublishSent, now: 100);

        Assert.False(_window.TryFindOlderThan(10, out _));
        Assert.True(_window.TryFindOlderThan(11, out ushort packetId));
        Assert.Equal(1, packetId);
        Complete(1);
        Assert.False(_window.TryFindOlderThan(20, out _));
        Assert.Equal(20, _window.OldestBegunAt);
    }

    [Fact]
    public void The_oldest_is_taken_first()
    {
        Begin();
        Begin();
        Begin();
        Complete(2);
        Assert.True(_window.TryTakeOldest(out ushort first, out _));
        Assert.True(_window.TryTakeOldest(out ushort second, out _));
        Assert.False(_window.TryTakeOldest(out _, out _));
        Assert.Equal([1, 3], [first, second]);
        Assert.Null(_window.OldestBegunAt);
        Assert.Null(_window.OldestSentAt);
    }

    [Fact]
    public void An_empty_window_gives_its_memory_back_and_goes_on_counting()
    {
        Begin();
        _window.Trim();
        Assert.True(_window.TryGet(1, out _));
        Complete(1);
        _window.Trim();
        Assert.False(_window.TryGet(1, out _));
        Assert.Equal(2, Begin());
    }

    [Fact]
    public void A_run_that_begins_with_identifiers_free_already_completes_those_that_are_not()
    {
        for (int i = 0; i < 15; i++)
        {
            Begin();
        }

        for (ushort id = 1; id <= 9; id++)
        {
            Complete(id);
        }

        // The client acknowledges again what was given up, and what was not in the same go.
        Assert.Equal(6, _window.Complete(first: 5, count: 11, QoS.AtLeastOnce, out bool isOther));
        Assert.Equal((0, false), (_window.Count, isOther));
        Assert.Equal(0, _window.Complete(first: 1, count: 30_000, QoS.AtLeastOnce, out _));
        Assert.Equal(16, Begin());
    }

    [Fact]
    public void A_run_stops_at_a_message_of_another_QoS()
    {
        Begin();
        Begin(QoS.ExactlyOnce);
        Begin();

        Assert.Equal(1, _window.Complete(first: 1, count: 3, QoS.AtLeastOnce, out bool isOther));

        Assert.True(isOther);
        Assert.True(_window.TryGet(3, out _));
    }

    private ushort Begin(QoS qos = QoS.AtLeastOnce, long now = 0)
    {
        Assert.True(_window.TryBegin(_message, SilentTarget.AnyDelivery, qos, now, out ushort packetId));
        return packetId;
    }

    private void Complete(ushort packetId) => Assert.True(_window.Complete(packetId, out _));

    private void AssertNextUnsent(ushort packetId, InflightState state, long now = 0)
    {
        Assert.True(_window.TryNextUnsent(now, out ushort found, out InflightEntry entry));
        Assert.Equal(packetId, found);
        Assert.Equal(state, entry.State);
        Assert.Equal(now, entry.SentAt);
    }
}
