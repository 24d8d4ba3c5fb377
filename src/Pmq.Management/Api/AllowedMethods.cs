using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Pmq.Management.Api;

/// <summary>Which methods the routes of a path take.</summary>
internal static class AllowedMethods
{
    /// <summary>The methods, each once; none when no route with methods of its own fits the path.</summary>
    public static IReadOnlyList<string> At(PathString path, EndpointDataSource endpoints)
    {
        SortedSet<string> methods = new(StringComparer.Ordinal);
        foreach (Endpoint endpoint in endpoints.Endpoints)
        {
            if (endpoint is RouteEndpoint route
                && route.Metadata.GetMetadata<IHttpMethodMetadata>() is { } taken
                && Fits(route, path))
            {
                methods.UnionWith(taken.HttpMethods);
            }
        }

        return [.. methods];
    }

    private static bool Fits(RouteEndpoint route, PathString path) =>
        new TemplateMatcher(new RouteTemplate(route.RoutePattern), new RouteValueDictionary())
            .TryMatch(path, new RouteValueDictionary());
}
