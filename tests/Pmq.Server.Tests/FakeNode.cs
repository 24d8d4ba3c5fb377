using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Pmq.Management;
using Pmq.Management.Health;

namespace Pmq.Server.Tests;

/// <summary>A node's HTTP without the node, and with a store that fails.</summary>
internal sealed class FakeNode : IReadinessCheck, IAsyncDisposable
{
    private WebApplication? _application;

    public string Name => "store";

    public string Detail => "the disk is full";

    public string Url => _application!.Urls.First();

    public static async Task<FakeNode> StartAsync()
    {
        var node = new FakeNode();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddPmqManagement().AddSingleton<IReadinessCheck>(node);
        node._application = builder.Build();
        node._application.MapPmqManagement();
        node._application.MapGet("/other/api/v1", () => "{}");
        await node._application.StartAsync();
        return node;
    }

    public async ValueTask DisposeAsync() => await _application!.DisposeAsync();
}
