using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Pmq.Management.Health;

namespace Pmq.Management.Tests;

/// <summary>The routes on a web server of their own, on a free port of loopback.</summary>
internal sealed class ManagementHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ManagementHost(WebApplication application)
    {
        _application = application;
        Http = new HttpClient { BaseAddress = new Uri(application.Urls.First()) };
    }

    public HttpClient Http { get; }

    public static Task<ManagementHost> StartAsync(params IReadinessCheck[] checks) =>
        StartAsync(
            services => Array.ForEach(checks, check => services.AddSingleton(check)),
            application => application.MapPmqManagement());

    public static async Task<ManagementHost> StartAsync(
        Action<IServiceCollection> addServices, Action<WebApplication> configure)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddPmqManagement();
        addServices(builder.Services);
        WebApplication application = builder.Build();
        configure(application);
        await application.StartAsync();
        return new ManagementHost(application);
    }

    /// <summary>The status and the text of an answer.</summary>
    public async Task<(int Status, string Body)> SendAsync(
        HttpMethod method, string path, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path);
        change?.Invoke(request);
        using HttpResponseMessage answer = await Http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task<(int Status, string Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _application.DisposeAsync();
    }
}
