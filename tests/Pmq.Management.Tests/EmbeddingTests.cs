using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Pmq.Management.Tests;

/// <summary>The routes are mapped where and as a program likes.</summary>
public sealed class EmbeddingTests
{
    [Fact]
    public async Task Routes_may_lie_below_a_path_of_the_program()
    {
        await using ManagementHost host = await ManagementHost.StartAsync(
            _ => { }, application => application.MapGroup("/mqtt").MapPmqManagement());

        Assert.Equal((200, """{"status":"live"}"""), await host.GetAsync("/mqtt/health/live"));
        Assert.Equal((404, ""), await host.GetAsync("/health/live"));
        Assert.Equal(
            (405, """{"error":"/mqtt/api/v1/backup takes POST, but not GET."}"""),
            await host.GetAsync("/mqtt/api/v1/backup"));
    }

    [Fact]
    public async Task What_a_program_says_of_all_routes_is_said_of_each()
    {
        var mark = new object();
        await using ManagementHost host = await ManagementHost.StartAsync(
            _ => { },
            application =>
            {
                application.MapPmqManagement().WithMetadata(mark);
                Assert.All(EndpointsOf(application), endpoint => Assert.Contains(mark, endpoint.Metadata));
            });

        Assert.Equal((200, """{"status":"live"}"""), await host.GetAsync("/health/live"));
    }

    [Fact]
    public async Task A_filter_is_refused_rather_than_ignored()
    {
        await using ManagementHost host = await ManagementHost.StartAsync(
            _ => { },
            application =>
            {
                application.MapPmqManagement().AddEndpointFilter((context, next) => next(context));
                Assert.Throws<NotSupportedException>(() => EndpointsOf(application));
            });

        (int status, _) = await host.GetAsync("/health/live");

        Assert.Equal(500, status);
    }

    private static IReadOnlyList<Endpoint> EndpointsOf(IEndpointRouteBuilder application) =>
        Assert.Single(application.DataSources).Endpoints;
}
