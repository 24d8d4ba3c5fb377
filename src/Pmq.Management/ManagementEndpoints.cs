using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;
using Pmq.Management.Protection;

namespace Pmq.Management;

/// <summary>
/// The routes of a node, each with the method that answers it. They become endpoints at the first request, and bind no
/// arguments: a node that nobody asks anything over HTTP does not load what answers are made with.
/// </summary>
/// <remarks>Owner: the program's start, which adds to it; from the first request on it is only read.</remarks>
internal sealed class ManagementEndpoints(IServiceProvider services) : EndpointDataSource, IEndpointConventionBuilder
{
    private readonly List<Route> _routes = [];
    private readonly List<Action<EndpointBuilder>> _conventions = [];
    private readonly List<Action<EndpointBuilder>> _lastConventions = [];

    public override IReadOnlyList<Endpoint> Endpoints => _routes.ConvertAll(Build);

    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;

    /// <summary>Has a method answer requests for a path; those with one of the methods of HTTP, when some are named.</summary>
    public void Map(string pattern, RequestDelegate answer, params string[] methods) =>
        _routes.Add(new Route(pattern, answer, methods, Order: 0));

    /// <summary>Has a method answer requests that fit a pattern and no other route.</summary>
    public void MapRest(string pattern, RequestDelegate answer) =>
        _routes.Add(new Route(pattern, answer, [], Order: int.MaxValue));

    public void Add(Action<EndpointBuilder> convention) => _conventions.Add(convention);

    public void Finally(Action<EndpointBuilder> finallyConvention) => _lastConventions.Add(finallyConvention);

    private Endpoint Build(Route route)
    {
        RoutePattern pattern = RoutePatternFactory.Parse(route.Pattern);
        var builder = new RouteEndpointBuilder(LoopbackGuard.Protect(route.Answer), pattern, route.Order)
        {
            DisplayName = $"HTTP: {string.Join(", ", route.Methods)} {route.Pattern}",
            ApplicationServices = services,
        };
        if (route.Methods.Length > 0)
        {
            builder.Metadata.Add(new HttpMethodMetadata(route.Methods));
        }

        _conventions.ForEach(convention => convention(builder));
        _lastConventions.ForEach(convention => convention(builder));
        return builder.FilterFactories.Count == 0
            ? builder.Build()
            : throw new NotSupportedException("The routes of PMQ bind no arguments, so no endpoint filter can see them.");
    }

    private sealed record Route(string Pattern, RequestDelegate Answer, string[] Methods, int Order);
}
