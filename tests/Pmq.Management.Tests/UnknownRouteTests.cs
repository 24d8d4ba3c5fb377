using System.Text.Json;

namespace Pmq.Management.Tests;

public sealed class UnknownRouteTests
{
    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v1/nothing/below/it")]
    public async Task An_unknown_path_is_named(string path)
    {
        await using ManagementHost host = await ManagementHost.StartAsync();

        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Delete])
        {
            (int status, string body) = await host.SendAsync(method, path);

            Assert.Equal((404, $"There is nothing at {path}."), (status, ErrorOf(body)));
        }
    }

    [Fact]
    public async Task A_method_that_a_path_does_not_take_is_told_what_it_takes()
    {
        await using ManagementHost host = await ManagementHost.StartAsync();
        using var content = new StringContent("{}");

        using HttpResponseMessage answer = await host.Http.PostAsync(new Uri("/api/v1/", UriKind.Relative), content);

        Assert.Equal(405, (int)answer.StatusCode);
        Assert.Equal(["GET"], answer.Content.Headers.Allow);
        string error = ErrorOf(await answer.Content.ReadAsStringAsync());
        Assert.Equal("/api/v1/ takes GET, but not POST.", error);
    }

    [Fact]
    public async Task Paths_of_others_are_left_to_them()
    {
        await using ManagementHost host = await ManagementHost.StartAsync();

        Assert.Equal((404, ""), await host.GetAsync("/elsewhere"));
    }

    private static string ErrorOf(string body)
    {
        JsonProperty error = Assert.Single(JsonDocument.Parse(body).RootElement.EnumerateObject());
        Assert.Equal("error", error.Name);
        return error.Value.GetString()!;
    }
}
