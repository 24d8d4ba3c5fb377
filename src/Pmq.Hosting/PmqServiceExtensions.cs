using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pmq.Broker;
using Pmq.Broker.Authentication;
using Pmq.Broker.Turns;
using Pmq.Transport;

namespace Pmq.Hosting;

/// <summary>Adds a node to an ASP.NET Core program.</summary>
public static class PmqServiceExtensions
{
    /// <summary>Adds the node and its MQTT listener on Kestrel.</summary>
    public static IServiceCollection AddPmq(this IServiceCollection services, PmqSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<ITurnScheduler, ThreadPoolScheduler>();
        services.AddSingleton<IRandomSource, SystemRandomSource>();
        services.AddSingleton(NewAuthenticator);
        services.AddSingleton(NewNode);
        services.AddSingleton<MqttConnectionHandler>();
        services.AddHostedService<NodeLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Broker.Stop.Timeout);
        services.Configure<KestrelServerOptions>(kestrel => Listen(kestrel, settings));
        return services;
    }

    private static void Listen(KestrelServerOptions kestrel, PmqSettings settings)
    {
        void UseMqtt(ListenOptions listen) => listen.UseConnectionHandler<MqttConnectionHandler>();
        if (settings.Host.Equals(IPAddress.IPv6Any) && !Socket.OSSupportsIPv6)
        {
            kestrel.Listen(IPAddress.Any, settings.Port, UseMqtt);
        }
        else
        {
            kestrel.Listen(settings.Host, settings.Port, UseMqtt);
        }
    }

    private static BrokerNode NewNode(IServiceProvider services)
    {
        PmqSettings settings = services.GetRequiredService<PmqSettings>();
        ILogger<BrokerNode> log = services.GetRequiredService<ILogger<BrokerNode>>();
        return new BrokerNode(settings.Broker, new BrokerPorts
        {
            Clock = TimeProvider.System,
            Scheduler = services.GetRequiredService<ITurnScheduler>(),
            Random = services.GetRequiredService<IRandomSource>(),
            Authenticator = services.GetRequiredService<IAuthenticator>(),
            ReportFault = (clientId, fault) => NodeLog.SessionBroke(log, clientId, fault),
        });
    }

    private static IAuthenticator NewAuthenticator(IServiceProvider services)
    {
        IReadOnlyDictionary<string, string> users = services.GetRequiredService<PmqSettings>().Auth.ParseScramUsers();
        var acceptAll = new AcceptAllAuthenticator();
        if (users.Count == 0)
        {
            return acceptAll;
        }

        IRandomSource random = services.GetRequiredService<IRandomSource>();
        return new MechanismAuthenticator(
            acceptAll,
            [
                new ScramMechanism(ScramHash.Sha256, new ScramUsers(users, ScramHash.Sha256, random), random),
                new ScramMechanism(ScramHash.Sha512, new ScramUsers(users, ScramHash.Sha512, random), random),
            ]);
    }
}
