using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Pmq.Management.Health;

/// <summary>What orchestrators and load balancers ask.</summary>
internal static class HealthRoutes
{
    public static void Map(ManagementEndpoints routes)
    {
        routes.Map("/health/live", LiveAsync, HttpMethods.Get, HttpMethods.Head);
        routes.Map("/health/ready", ReadyAsync, HttpMethods.Get, HttpMethods.Head);
    }

    private static Task LiveAsync(HttpContext context) => JsonAnswer.WriteAsync(
        context, HttpStatusCode.OK, new Liveness("live"), ManagementJson.Default.Liveness);

    private static Task ReadyAsync(HttpContext context)
    {
        Readiness readiness = context.RequestServices.GetRequiredService<ReadinessChecks>().Ask();
        HttpStatusCode status = readiness.IsReady ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable;
        return JsonAnswer.WriteAsync(context, status, readiness, ManagementJson.Default.Readiness);
    }
}
