using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Pmq.Management.Protection;

/// <summary>
/// Keeps other machines and web pages from routes that ask for no credentials. A browser on this machine reaches its
/// loopback for any page it shows; such a request is known by the name it was sent to, which a page's owner may have
/// pointed at loopback, or by the page it comes from.
/// </summary>
internal static class LoopbackGuard
{
    /// <summary>An answer that is given only where nothing is in its way.</summary>
    public static RequestDelegate Protect(RequestDelegate answer) => context => Refusal(context) is { } refusal
        ? ErrorAnswer.WriteAsync(context, HttpStatusCode.Forbidden, refusal)
        : answer(context);

    private static string? Refusal(HttpContext context)
    {
        if (IsGuardedOtherwise(context.GetEndpoint()))
        {
            return null;
        }

        HttpRequest request = context.Request;
        string? origin = request.Headers.Origin;
        if (context.Connection.LocalIpAddress is { } local && !IsLoopback(local))
        {
            return $"Without credentials only requests to a loopback address are answered, and {local} is none.";
        }

        if (!IsLoopback(request.Host))
        {
            return "Without credentials only requests to localhost, 127.0.0.0/8 or [::1] are answered; "
                + $"the Host header says {(request.Host.HasValue ? request.Host : "nothing")}.";
        }

        return origin is null || IsSameOrigin(origin, request)
            ? null
            : $"Without credentials only pages of this address may ask; the Origin header says {origin}.";
    }

    /// <summary>The program that embeds the node demands authorization of its own.</summary>
    private static bool IsGuardedOtherwise(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAuthorizeData>() is not null
        && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null;

    private static bool IsLoopback(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host, out IPAddress? address) && IsLoopback(address));

    private static bool IsLoopback(IPAddress address) =>
        IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsSameOrigin(string origin, HttpRequest request) =>
        origin.Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
