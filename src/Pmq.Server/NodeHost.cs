using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pmq.Hosting;
using Pmq.Management;

namespace Pmq.Server;

/// <summary>Builds the host around the node.</summary>
internal static class NodeHost
{
    private const int RequestBytesMax = 1024 * 1024;

    /// <summary>With a web server when HTTP is served or MQTT comes through Kestrel; else without, which starts sooner.</summary>
    public static IHost Build(PmqSettings settings) =>
        settings.Http.Port is null && settings.Listener.UsesEpoll ? WithoutWeb(settings) : WithWeb(settings);

    /// <summary>Where HTTP is served, once it is. Until then it is null.</summary>
    public static string? HttpAddress(IHost host) => ((WebApplication)host).Urls.FirstOrDefault();

    private static IHost WithoutWeb(PmqSettings settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        Configure(builder, settings);
        return builder.Build();
    }

    private static WebApplication WithWeb(PmqSettings settings)
    {
        // The empty builder reads no configuration of its own, and the core of Kestrel and of routing is all there is.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Services.Configure<KestrelServerOptions>(kestrel => Configure(kestrel, settings.Http));
        Configure(builder, settings);
        WebApplication application = builder.Build();
        if (settings.Http.Port is not null)
        {
            application.MapPmqManagement();
        }

        return application;
    }

    /// <summary>HTTP is the first that Kestrel binds: until it is bound there is no address.</summary>
    private static void Configure(KestrelServerOptions kestrel, HttpSettings http)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = RequestBytesMax;
        if (http.Port is { } port)
        {
            kestrel.Listen(http.Host, port, listen => listen.Protocols = HttpProtocols.Http1);
        }
    }

    private static void Configure(IHostApplicationBuilder builder, PmqSettings settings)
    {
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<ILoggerProvider, LateConsole>();

        // What keeps the program from starting is said on the error output, in a line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services.AddPmq(settings);
    }
}
