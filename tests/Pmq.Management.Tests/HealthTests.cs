namespace Pmq.Management.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task A_node_that_answers_is_live()
    {
        await using ManagementHost host = await ManagementHost.StartAsync();

        Assert.Equal((200, """{"status":"live"}"""), await host.GetAsync("/health/live"));
    }

    [Fact]
    public async Task A_node_is_ready_when_no_part_of_it_objects()
    {
        await using ManagementHost host = await ManagementHost.StartAsync(new FakeCheck("store"));

        Assert.Equal((200, """{"status":"ready","reasons":[]}"""), await host.GetAsync("/health/ready"));
    }

    [Fact]
    public async Task A_node_is_not_ready_while_a_part_of_it_is_not()
    {
        var store = new FakeCheck("store");
        var links = new FakeCheck("links") { Detail = "cut" };
        await using ManagementHost host = await ManagementHost.StartAsync(store, links);
        store.Detail = "full";

        const string reasons = """[{"name":"store","detail":"full"},{"name":"links","detail":"cut"}]""";
        Assert.Equal(
            (503, $$"""{"status":"not-ready","reasons":{{reasons}}}"""), await host.GetAsync("/health/ready"));

        (store.Detail, links.Detail) = (null, null);
        Assert.Equal((200, """{"status":"ready","reasons":[]}"""), await host.GetAsync("/health/ready"));
    }

    [Fact]
    public async Task A_node_that_is_not_ready_is_live()
    {
        await using ManagementHost host =
            await ManagementHost.StartAsync(new FakeCheck("store") { Detail = "the disk is full" });

        Assert.Equal((200, """{"status":"live"}"""), await host.GetAsync("/health/live"));
    }

    [Theory]
    [InlineData("/health/live", null, 200)]
    [InlineData("/health/ready", null, 200)]
    [InlineData("/health/ready", "the disk is full", 503)]
    public async Task HEAD_tells_the_same_without_a_body(string path, string? detail, int expected)
    {
        await using ManagementHost host = await ManagementHost.StartAsync(new FakeCheck("store") { Detail = detail });

        Assert.Equal((expected, ""), await host.SendAsync(HttpMethod.Head, path));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_only_to_be_asked(string path)
    {
        await using ManagementHost host = await ManagementHost.StartAsync();

        Assert.Equal((405, ""), await host.SendAsync(HttpMethod.Post, path));
    }

    [Fact]
    public async Task Health_is_JSON()
    {
        await using ManagementHost host = await ManagementHost.StartAsync();
        using HttpResponseMessage answer = await host.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
    }
}
