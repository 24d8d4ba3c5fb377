using Pmq.LoadGen.Io;
using Pmq.LoadGen.Measuring;

namespace Pmq.LoadGen.Clients;

/// <summary>Publishers that each send so many messages, from the first message to the last acknowledgement.</summary>
internal static class PublishPhase
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    /// <summary>Starts the publishers, which are open, and waits until all are done.</summary>
    public static async Task<Phase> RunAsync(
        EventLoop loop, BrokerProcess broker, IReadOnlyList<Publisher> publishers, CancellationToken limit)
    {
        Phase phase = Phase.Start(broker);
        loop.Post(() =>
        {
            foreach (Publisher publisher in publishers)
            {
                publisher.Start();
            }
        });
        while (!await loop.AskAsync(() => publishers.All(publisher => publisher.IsDone)))
        {
            await Task.Delay(PollInterval, limit);
        }

        phase.End(await loop.AskAsync(() => publishers.Max(publisher => publisher.DoneTime)));
        return phase;
    }
}
