namespace Pmq.Broker.Publishing;

/// <summary>
/// The pipelines of a node. Whoever publishes, a read loop for a batch or a session's turn, takes one and gives it back,
/// so that there are as many as threads that publish at once, and what each remembers of topics serves all clients.
/// </summary>
/// <remarks>Owner: thread-safe.</remarks>
internal sealed class PipelinePool(BrokerServices services)
{
    // More threads than this at once make some pipelines anew, which costs them what was remembered.
    private const int Places = 64;

    // So many places apart, two threads begin in different lines of the processors' caches.
    private const int Stride = 8;

    private readonly PublishPipeline?[] _free = new PublishPipeline?[Places];

    // A thread begins at a place of its own and so finds the pipeline it had, warm in its caches.
    private static int FirstPlace => Environment.CurrentManagedThreadId * Stride;

    public PublishPipeline Rent()
    {
        int start = FirstPlace;
        for (int i = 0; i < Places; i++)
        {
            ref PublishPipeline? place = ref _free[(start + i) % Places];
            if (Volatile.Read(ref place) is not null && Interlocked.Exchange(ref place, null) is { } pipeline)
            {
                return pipeline;
            }
        }

        return new PublishPipeline(services);
    }

    public void Return(PublishPipeline pipeline)
    {
        int start = FirstPlace;
        for (int i = 0; i < Places; i++)
        {
            ref PublishPipeline? place = ref _free[(start + i) % Places];
            if (Volatile.Read(ref place) is null && Interlocked.CompareExchange(ref place, pipeline, null) is null)
            {
                return;
            }
        }
    }
}
