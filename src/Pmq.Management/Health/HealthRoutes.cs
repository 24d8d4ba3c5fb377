using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Pmq.Management.Health;

/// <summary>What orchestrators and load balancers ask.</summary>
internal static class HealthRoutes
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/health/live", Methods, Live);
        endpoints.MapMethods("/health/ready", Methods, Ready);
    }

    private static JsonHttpResult<Liveness> Live() =>
        TypedResults.Json(new Liveness("live"), ManagementJson.Default.Liveness);

    private static JsonHttpResult<Readiness> Ready([FromServices] ReadinessChecks checks)
    {
        Readiness readiness = checks.Ask();
        HttpStatusCode status = readiness.IsReady ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable;
        return TypedResults.Json(readiness, ManagementJson.Default.Readiness, statusCode: (int)status);
    }
}
