using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Pmq.Management.Tests;

/// <summary>Without credentials only this machine is answered, and no web page from elsewhere.</summary>
public sealed class LoopbackGuardTests
{
    private static readonly string[] Paths = ["/health/live", "/health/ready", "/api/v1", "/api/v1/nothing"];

    [Theory]
    [InlineData("localhost")]
    [InlineData("LocalHost:1884")]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10:80")]
    [InlineData("[::1]")]
    [InlineData("[::1]:1884")]
    public async Task A_loopback_host_is_answered(string name)
    {
        await using ManagementHost host = await ManagementHost.StartAsync();

        (int status, _) = await host.SendAsync(HttpMethod.Get, "/api/v1", request => request.Headers.Host = name);

        Assert.Equal(200, status);
    }

    [Theory]
    [InlineData("pmq.example")]
    [InlineData("localhost.example")]
    [InlineData("127.0.0.1.example:1884")]
    [InlineData("192.0.2.1")]
    [InlineData("0.0.0.0:1884")]
    [InlineData("[2001:db8::1]:1884")]
    public async Task Another_host_is_refused_on_every_path(string name)
    {
        await using ManagementHost host = await ManagementHost.StartAsync();

        foreach (string path in Paths)
        {
            (int status, string body) =
                await host.SendAsync(HttpMethod.Get, path, request => request.Headers.Host = name);

            Assert.Equal(403, status);
            Assert.Contains($"the Host header says {name}", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_of_this_address_is_answered()
    {
        await using ManagementHost host = await ManagementHost.StartAsync();
        string origin = host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

        (int status, _) = await host.SendAsync(
            HttpMethod.Get, "/api/v1", request => request.Headers.Add("Origin", origin));

        Assert.Equal(200, status);
    }

    [Theory]
    [InlineData("https://pmq.example")]
    [InlineData("http://localhost")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_page_from_elsewhere_is_refused_on_every_path(string origin)
    {
        await using ManagementHost host = await ManagementHost.StartAsync();

        foreach (string path in Paths)
        {
            (int status, string body) = await host.SendAsync(
                HttpMethod.Get, path, request => request.Headers.TryAddWithoutValidation("Origin", origin));

            Assert.Equal(403, status);
            Assert.Contains($"the Origin header says {origin}", body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("127.0.0.1", 200)]
    [InlineData("::ffff:127.0.0.2", 200)]
    [InlineData("::1", 200)]
    [InlineData("192.0.2.1", 403)]
    [InlineData("::ffff:192.0.2.1", 403)]
    public async Task What_arrives_at_another_address_is_refused_whatever_host_it_names(string address, int expected)
    {
        await using ManagementHost host = await ManagementHost.StartAsync(
            _ => { },
            application =>
            {
                application.Use(next => context =>
                {
                    context.Connection.LocalIpAddress = IPAddress.Parse(address);
                    return next(context);
                });
                application.MapPmqManagement();
            });

        (int status, _) = await host.GetAsync("/health/live");

        Assert.Equal(expected, status);
    }

    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 403)]
    public async Task A_program_that_demands_authorization_guards_the_routes_itself(bool anonymous, int expected)
    {
        await using ManagementHost host = await ManagementHost.StartAsync(
            services => services.AddAuthorization(),
            application =>
            {
                IEndpointConventionBuilder routes = application.MapPmqManagement()
                    .RequireAuthorization(policy => policy.RequireAssertion(_ => true));
                if (anonymous)
                {
                    routes.AllowAnonymous();
                }
            });

        (int status, _) =
            await host.SendAsync(HttpMethod.Get, "/api/v1", request => request.Headers.Host = "pmq.example");

        Assert.Equal(expected, status);
    }
}
