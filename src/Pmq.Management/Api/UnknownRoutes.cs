using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Pmq.Management.Api;

/// <summary>What is left below <c>/api/v1</c> when no route takes a request: the answer says why, as JSON.</summary>
internal static class UnknownRoutes
{
    public static void Map(ManagementEndpoints routes) => routes.MapRest("/api/v1/{**path}", RefuseAsync);

    private static Task RefuseAsync(HttpContext context)
    {
        // A route that takes everything keeps routing from answering 405 by itself.
        HttpRequest request = context.Request;
        EndpointDataSource endpoints = context.RequestServices.GetRequiredService<EndpointDataSource>();
        string allowed = string.Join(", ", AllowedMethods.At(request.Path, endpoints));
        if (allowed.Length == 0)
        {
            return ErrorAnswer.WriteAsync(
                context, HttpStatusCode.NotFound, $"There is nothing at {request.Path}.");
        }

        context.Response.Headers.Allow = allowed;
        return ErrorAnswer.WriteAsync(
            context,
            HttpStatusCode.MethodNotAllowed,
            $"{request.Path} takes {allowed}, but not {request.Method}.");
    }
}
