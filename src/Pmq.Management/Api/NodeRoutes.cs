using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Pmq.Management.Api;

/// <summary>The node itself.</summary>
internal static class NodeRoutes
{
    public static void Map(ManagementEndpoints routes) => routes.Map("/api/v1", DescribeAsync, HttpMethods.Get);

    private static Task DescribeAsync(HttpContext context)
    {
        NodeInfo info = context.RequestServices.GetRequiredService<NodeIdentity>().Describe();
        return JsonAnswer.WriteAsync(context, HttpStatusCode.OK, info, ManagementJson.Default.NodeInfo);
    }
}
