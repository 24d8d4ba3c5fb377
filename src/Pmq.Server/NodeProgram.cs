using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Pmq.Hosting;

namespace Pmq.Server;

/// <summary>Builds the web host around the node, says where it listens, and waits.</summary>
internal static class NodeProgram
{
    public static async Task<int> RunAsync(PmqSettings settings, CancellationToken cancellation)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddPmq(settings);
        await using WebApplication app = builder.Build();
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception exception) when (IsAboutTheAddress(exception))
        {
            string address = new IPEndPoint(settings.Host, settings.Port).ToString();
            string reason = exception.GetBaseException().Message;
            await Console.Error.WriteLineAsync(
                $"pmq can't listen on {address}: {reason}. Choose another with --host or -p.");
            return ExitCodes.CannotServe;
        }

        foreach (string address in app.Urls)
        {
            string bound = address.Replace("http://", "tcp://", StringComparison.Ordinal);
            Console.WriteLine($"pmq listens for MQTT on {bound}");
        }

        await app.WaitForShutdownAsync(cancellation);
        return ExitCodes.Success;
    }

    /// <summary>Kestrel wraps an address in use; one of another machine comes as it is.</summary>
    private static bool IsAboutTheAddress(Exception exception) =>
        exception is SocketException or IOException { InnerException: AddressInUseException };
}
