using Pmq.Broker.Options;
using Pmq.Broker.Publishing;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Publishing;

public sealed class PipelinePoolTests
{
    private readonly PipelinePool _pool = Services().Pipelines;

    [Fact]
    public void A_thread_gets_the_pipeline_it_gave_back()
    {
        PublishPipeline pipeline = _pool.Rent();
        _pool.Return(pipeline);

        Assert.Same(pipeline, _pool.Rent());
    }

    [Fact]
    public void More_are_rented_at_once_than_are_kept()
    {
        PublishPipeline[] rented = [.. Enumerable.Range(0, 200).Select(_ => _pool.Rent())];
        Assert.Equal(200, rented.Distinct().Count());
        Array.ForEach(rented, _pool.Return);

        PublishPipeline[] again = [.. Enumerable.Range(0, 200).Select(_ => _pool.Rent())];

        Assert.Equal(200, again.Distinct().Count());
        Assert.Equal(64, again.Intersect(rented).Count());
    }

    [Fact]
    public void Threads_never_have_the_same_one_at_a_time()
    {
        const int threads = 8;
        const int rounds = 20_000;
        var inUse = new System.Collections.Concurrent.ConcurrentDictionary<PublishPipeline, int>();
        int twice = 0;
        Thread[] workers =
        [
            .. Enumerable.Range(0, threads).Select(worker => new Thread(() =>
            {
                for (int i = 0; i < rounds; i++)
                {
                    PublishPipeline pipeline = _pool.Rent();
                    if (!inUse.TryAdd(pipeline, worker))
                    {
                        Interlocked.Increment(ref twice);
                    }

                    inUse.TryRemove(pipeline, out _);
                    _pool.Return(pipeline);
                }
            })),
        ];

        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());

        Assert.Equal(0, twice);
        Assert.True(Enumerable.Range(0, 64).Select(_ => _pool.Rent()).Distinct().Count() == 64);
    }

    private static BrokerServices Services()
    {
        var clock = new ManualClock();
        return new BrokerServices(
            new BrokerOptions(),
            new BrokerPorts { Clock = clock, Scheduler = new ManualScheduler(clock), Random = new SeededRandom(1) });
    }
}
