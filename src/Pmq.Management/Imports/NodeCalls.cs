using Pmq.Broker;
using Pmq.Broker.Durability;

namespace Pmq.Management.Imports;

/// <summary>What a node answers by calling back, as something that can be awaited.</summary>
internal static class NodeCalls
{
    /// <summary>Ends when everybody who keeps the message has stored it.</summary>
    public static Task PublishAsync(this BrokerNode node, StoredMessage message)
    {
        TaskCompletionSource stored = NewSource();
        node.Publish(message, () => stored.TrySetResult());
        return stored.Task;
    }

    public static Task<bool> HasSessionAsync(this BrokerNode node, string clientId)
    {
        TaskCompletionSource<bool> answer = NewSource<bool>();
        node.HasSession(clientId, has => answer.TrySetResult(has));
        return answer.Task;
    }

    /// <summary>Ends when the messages are stored.</summary>
    public static Task AddAsync(this SessionImport import, IReadOnlyList<StoredDelivery> messages)
    {
        TaskCompletionSource stored = NewSource();
        import.Add(messages, () => stored.TrySetResult());
        return stored.Task;
    }

    /// <summary>Ends when the session is there, with true, or can't be.</summary>
    public static Task<bool> EndAsync(this SessionImport import)
    {
        TaskCompletionSource<bool> ended = NewSource<bool>();
        import.End(isTaken => ended.TrySetResult(isTaken));
        return ended.Task;
    }

    // What goes on goes on elsewhere: the node calls back in its turns.
    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
