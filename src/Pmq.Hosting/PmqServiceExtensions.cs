using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pmq.Broker;
using Pmq.Broker.Authentication;
using Pmq.Broker.Turns;
using Pmq.Management;
using Pmq.Management.Backups;
using Pmq.Management.Health;
using Pmq.Transport;
using Pmq.Transport.Epoll;

namespace Pmq.Hosting;

/// <summary>Adds a node to an ASP.NET Core program.</summary>
public static class PmqServiceExtensions
{
    /// <summary>
    /// Adds the node and its MQTT listener: on sockets of its own, or on the program's Kestrel, as
    /// <see cref="ListenerSettings.Sockets"/> says. The program serves the node's HTTP routes too when it calls
    /// <c>MapPmqManagement</c>.
    /// </summary>
    public static IServiceCollection AddPmq(this IServiceCollection services, PmqSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<IRandomSource, SystemRandomSource>();
        services.AddSingleton(NewAuthenticator);
        services.AddSingleton<NodeStore>();
        services.AddSingleton<IKeptState, KeptState>();
        services.AddSingleton(NewNode);
        services.AddPmqManagement();
        services.AddSingleton<IReadinessCheck, StoreReadiness>();
        services.AddHostedService<NodeLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Broker.Stop.Timeout);
        return settings.Listener.UsesEpoll ? services.AddEpoll() : services.AddKestrel(settings);
    }

    private static IServiceCollection AddEpoll(this IServiceCollection services)
    {
        services.AddSingleton<MqttEndpoints>();
        services.AddSingleton<ITurnScheduler, LoopScheduler>();
        services.AddHostedService<EpollListener>();
        return services;
    }

    private static IServiceCollection AddKestrel(this IServiceCollection services, PmqSettings settings)
    {
        var endpoints = new MqttEndpoints();
        services.AddSingleton(endpoints);
        services.AddSingleton<ITurnScheduler, ThreadPoolScheduler>();
        services.AddSingleton<MqttConnectionHandler>();
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(settings.Endpoint, listen =>
        {
            listen.UseConnectionHandler<MqttConnectionHandler>();
            endpoints.Add(() => listen.IPEndPoint!);
        }));
        return services;
    }

    private static BrokerNode NewNode(IServiceProvider services)
    {
        PmqSettings settings = services.GetRequiredService<PmqSettings>();
        NodeStore store = services.GetRequiredService<NodeStore>();
        ILogger<BrokerNode> log = services.GetRequiredService<ILogger<BrokerNode>>();
        return new BrokerNode(settings.Broker, new BrokerPorts
        {
            Clock = TimeProvider.System,
            Scheduler = services.GetRequiredService<ITurnScheduler>(),
            Random = services.GetRequiredService<IRandomSource>(),
            Authenticator = services.GetRequiredService<IAuthenticator>(),
            Store = store.Store,
            ReportStoreTrouble = store.Report,
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
