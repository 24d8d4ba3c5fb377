using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Pmq.Hosting;
using Pmq.Storage;

namespace Pmq.Server;

/// <summary>Starts the node, says where it listens, and waits.</summary>
internal static class NodeProgram
{
    public static async Task<int> RunAsync(PmqSettings settings, CancellationToken cancellation)
    {
        using IHost host = NodeHost.Build(settings);
        try
        {
            await host.StartAsync(cancellation);
        }
        catch (Exception exception) when (IsAboutTheAddress(exception))
        {
            string reason = exception.GetBaseException().Message;
            await Console.Error.WriteLineAsync(
                IsAboutHttp(host, settings.Http)
                    ? $"pmq can't listen on {new IPEndPoint(settings.Http.Host, settings.Http.Port ?? 0)} (HTTP): "
                        + $"{reason}. Choose another with --http-host or --http-port."
                    : $"pmq can't listen on {new IPEndPoint(settings.Host, settings.Port)}: "
                        + $"{reason}. Choose another with --host or -p.");
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

        if (settings.Http.Port is not null)
        {
            Console.WriteLine($"pmq serves HTTP on {NodeHost.HttpAddress(host)}");
        }

        await host.WaitForShutdownAsync(cancellation);
        return host.Services.GetRequiredService<NodeStore>().IsLost ? ExitCodes.CannotServe : ExitCodes.Success;
    }

    /// <summary>Kestrel wraps an address in use; one of another machine comes as it is.</summary>
    private static bool IsAboutTheAddress(Exception exception) =>
        exception is SocketException or IOException { InnerException: AddressInUseException };

    /// <summary>HTTP is bound before MQTT: what failed while it has no address is its own.</summary>
    private static bool IsAboutHttp(IHost host, HttpSettings http) =>
        http.Port is not null && NodeHost.HttpAddress(host) is null;
}
