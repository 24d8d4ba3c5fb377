using System.Globalization;
using Pmq.Broker.Durability;

namespace Pmq.Storage.Tests.Contract;

/// <summary>What a store told when it was opened, as lines of text, so that tests can say what they expect.</summary>
public sealed class RecordedState : IStoredState
{
    /// <summary>The kinds of what was told, each where it began.</summary>
    public List<string> Order { get; } = [];

    public List<StoredSession> Sessions { get; } = [];

    public List<string> Queues { get; } = [];

    public List<string> Subscriptions { get; } = [];

    public List<string> Unreleased { get; } = [];

    public List<string> Retained { get; } = [];

    public bool IsEmpty => Order.Count == 0;

    void IStoredState.Session(StoredSession session, StoredQueue queue)
    {
        Note("sessions");
        Sessions.Add(session);
        IEnumerable<string> spans = queue.Spans.Select(span => FormattableString.Invariant($"{span.First}-{span.Last}:{span.Bytes}"));
        Queues.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{session.Key} acknowledged {queue.AcknowledgedUpTo} last {queue.LastSequence} "
            + $"released [{string.Join(' ', queue.Released)}] rows [{string.Join(' ', spans)}]"));
    }

    void IStoredState.Subscription(in SubscriptionChange subscription)
    {
        Note("subscriptions");
        Subscriptions.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{subscription.Session} {Bytes.Text(subscription.Filter)} {subscription.Options} "
            + $"{subscription.SubscriptionId}"));
    }

    void IStoredState.Unreleased(in UnreleasedChange unreleased)
    {
        Note("unreleased");
        Assert.False(unreleased.IsReleased);
        Unreleased.Add(FormattableString.Invariant($"{unreleased.Session} {unreleased.First}+{unreleased.Count}"));
    }

    void IStoredState.Retained(in RetainedChange retained)
    {
        Note("retained");
        Retained.Add($"{Bytes.Text(retained.Topic)}={Bytes.Text(retained.Message)}");
    }

    private void Note(string kind)
    {
        if (Order.Count == 0 || Order[^1] != kind)
        {
            Order.Add(kind);
        }
    }
}
