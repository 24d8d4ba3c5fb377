using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Pmq.Hosting;
using Pmq.Storage;

namespace Pmq.Server;

/// <summary>Builds the host around the node, says where it listens, and waits.</summary>
internal static class NodeProgram
{
    public static async Task<int> RunAsync(PmqSettings settings, CancellationToken cancellation)
    {
        using IHost host = settings.Listener.UsesEpoll ? HostWithoutWeb(settings) : HostWithKestrel(settings);
        try
        {
            await host.StartAsync(cancellation);
        }
        catch (Exception exception) when (IsAboutTheAddress(exception))
        {
            string address = new IPEndPoint(settings.Host, settings.Port).ToString();
            string reason = exception.GetBaseException().Message;
            await Console.Error.WriteLineAsync(
                $"pmq can't listen on {address}: {reason}. Choose another with --host or -p.");
            return ExitCodes.CannotServe;
        }

        catch (StoreOpenException fault)
        {
            await Console.Error.WriteLineAsync($"pmq can't start: {fault.Message}");
            return ExitCodes.CannotServe;
        }

        foreach (IPEndPoint bound in host.Services.GetRequiredService<MqttEndpoints>().Bound)
        {
            Console.WriteLine($"pmq listens for MQTT on tcp://{bound}");
        }

        await host.WaitForShutdownAsync(cancellation);
        return host.Services.GetRequiredService<NodeStore>().IsLost ? ExitCodes.CannotServe : ExitCodes.Success;
    }

    /// <summary>With its own sockets the node needs no web server, and starts the sooner.</summary>
    private static IHost HostWithoutWeb(PmqSettings settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        Configure(builder, settings);
        return builder.Build();
    }

    private static WebApplication HostWithKestrel(PmqSettings settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        Configure(builder, settings);
        return builder.Build();
    }

    private static void Configure(IHostApplicationBuilder builder, PmqSettings settings)
    {
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        // What keeps the program from starting is said on the error output, in a line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Services.AddPmq(settings);
    }

    /// <summary>Kestrel wraps an address in use; one of another machine comes as it is.</summary>
    private static bool IsAboutTheAddress(Exception exception) =>
        exception is SocketException or IOException { InnerException: AddressInUseException };
}
