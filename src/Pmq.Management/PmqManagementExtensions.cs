using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pmq.Management.Api;
using Pmq.Management.Backups;
using Pmq.Management.Exports;
using Pmq.Management.Health;
using Pmq.Management.Imports;

namespace Pmq.Management;

/// <summary>Adds what a node serves over HTTP to an ASP.NET Core program.</summary>
public static class PmqManagementExtensions
{
    /// <summary>Adds what the routes need. <c>AddPmq</c> does it; the program's start counts from here.</summary>
    public static IServiceCollection AddPmqManagement(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(new NodeIdentity("pmq", TimeProvider.System));
        services.AddSingleton<IReadinessCheck, NodeReadiness>();
        services.AddSingleton<ReadinessChecks>();
        return services;
    }

    /// <summary>
    /// Maps all routes of a node. They answer only requests made on this machine and not by web pages from elsewhere,
    /// unless what this returns is told to require authorization: then the program that embeds the node guards them.
    /// </summary>
    public static IEndpointConventionBuilder MapPmqManagement(this IEndpointRouteBuilder endpoints)
    {
        var routes = new ManagementEndpoints(endpoints.ServiceProvider);
        HealthRoutes.Map(routes);
        NodeRoutes.Map(routes);
        BackupRoutes.Map(routes);
        ExportRoutes.Map(routes);
        ImportRoutes.Map(routes);
        UnknownRoutes.Map(routes);
        endpoints.DataSources.Add(routes);
        return routes;
    }
}
