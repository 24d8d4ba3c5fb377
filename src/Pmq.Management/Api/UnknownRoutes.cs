using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Pmq.Management.Api;

/// <summary>What is left below <c>/api/v1</c> when no route takes a request: the answer says why, as JSON.</summary>
internal static class UnknownRoutes
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.Map("/api/v1/{**path}", Refuse).WithOrder(int.MaxValue);

    private static JsonHttpResult<ErrorAnswer> Refuse(HttpContext context, [FromServices] EndpointDataSource endpoints)
    {
        // A route that takes everything keeps routing from answering 405 by itself.
        HttpRequest request = context.Request;
        string allowed = string.Join(", ", AllowedMethods.At(request.Path, endpoints));
        if (allowed.Length == 0)
        {
            return ErrorAnswer.With(HttpStatusCode.NotFound, $"There is nothing at {request.Path}.");
        }

        context.Response.Headers.Allow = allowed;
        return ErrorAnswer.With(
            HttpStatusCode.MethodNotAllowed, $"{request.Path} takes {allowed}, but not {request.Method}.");
    }
}
