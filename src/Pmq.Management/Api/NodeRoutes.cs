using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Pmq.Management.Api;

/// <summary>The node itself.</summary>
internal static class NodeRoutes
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/v1", Describe);

    private static JsonHttpResult<NodeInfo> Describe([FromServices] NodeIdentity identity) =>
        TypedResults.Json(identity.Describe(), ManagementJson.Default.NodeInfo);
}
