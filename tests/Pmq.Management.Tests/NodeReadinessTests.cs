using Microsoft.Extensions.Hosting;
using Pmq.Management.Health;

namespace Pmq.Management.Tests;

public sealed class NodeReadinessTests
{
    [Fact]
    public void The_node_is_ready_from_the_end_of_the_start_to_the_beginning_of_the_stop()
    {
        using var lifetime = new Lifetime();
        var node = new NodeReadiness(lifetime);

        Assert.Equal(("node", "starting"), (node.Name, node.Detail));
        lifetime.Started.Cancel();
        Assert.Null(node.Detail);
        lifetime.StopApplication();
        Assert.Equal("stopping", node.Detail);
    }

    [Fact]
    public void A_node_that_is_stopped_before_it_has_started_is_stopping()
    {
        using var lifetime = new Lifetime();

        lifetime.StopApplication();

        Assert.Equal("stopping", new NodeReadiness(lifetime).Detail);
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationTokenSource Started { get; } = new();

        public CancellationToken ApplicationStarted => Started.Token;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose()
        {
            Started.Dispose();
            _stopping.Dispose();
        }
    }
}
