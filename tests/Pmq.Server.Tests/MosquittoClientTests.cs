namespace Pmq.Server.Tests;

/// <summary>The clients that most people try a broker with.</summary>
public sealed class MosquittoClientTests(SharedBroker broker) : IClassFixture<SharedBroker>
{
    public static TheoryData<string, int> VersionsAndQoS { get; } = new()
    {
        { "mqttv31", 0 }, { "mqttv31", 1 }, { "mqttv31", 2 },
        { "mqttv311", 0 }, { "mqttv311", 1 }, { "mqttv311", 2 },
        { "mqttv5", 0 }, { "mqttv5", 1 }, { "mqttv5", 2 },
    };

    [RequiresProgramTheory(MosquittoClient.Publisher, MosquittoClient.Subscriber, "stdbuf")]
    [MemberData(nameof(VersionsAndQoS))]
    public async Task A_message_arrives(string version, int qos)
    {
        string topic = $"arrives/{version}/{qos}";
        using ChildProcess listener = await ListenAsync($"-V {version} -q {qos} -t {topic} -C 1 -F '%t %q %p'");

        await PublishAsync($"-V {version} -q {qos} -t {topic} -m hello");

        Assert.Equal([$"{topic} {qos} hello"], await MessagesAsync(listener));
    }

    [RequiresProgramTheory(MosquittoClient.Publisher, MosquittoClient.Subscriber, "stdbuf")]
    [MemberData(nameof(VersionsAndQoS))]
    public async Task A_retained_message_is_there_for_those_who_come_later(string version, int qos)
    {
        string topic = $"retained/{version}/{qos}";
        await PublishAsync($"-V {version} -q {qos} -t {topic} -m kept -r");

        // It may come before the subscription is answered.
        using ChildProcess listener = MosquittoClient.Start(
            MosquittoClient.Subscriber, broker.Port, $"-V {version} -q {qos} -t {topic} -C 1 -F '%q %r %p'");

        Assert.Equal([$"{qos} 1 kept"], await MessagesAsync(listener));
    }

    [RequiresProgramTheory(MosquittoClient.Publisher, MosquittoClient.Subscriber, "stdbuf")]
    [MemberData(nameof(VersionsAndQoS))]
    public async Task The_will_of_a_killed_client_is_published(string version, int qos)
    {
        string topic = $"will/{version}/{qos}";
        using ChildProcess watcher = await ListenAsync($"-V {version} -q {qos} -t {topic} -C 1 -F '%q %p'");
        using ChildProcess mortal = await ListenAsync(
            $"-V {version} -t {topic}/other --will-topic {topic} --will-payload gone --will-qos {qos}");

        mortal.Kill();

        Assert.Equal([$"{qos} gone"], await MessagesAsync(watcher));
    }

    [RequiresProgramTheory(MosquittoClient.Publisher, MosquittoClient.Subscriber, "stdbuf")]
    [InlineData("mqttv31", 1)]
    [InlineData("mqttv311", 1)]
    [InlineData("mqttv311", 2)]
    [InlineData("mqttv5", 1)]
    [InlineData("mqttv5", 2)]
    public async Task Messages_wait_for_a_client_that_is_away(string version, int qos)
    {
        string session = $"-V {version} -q {qos} -c -i waits-{version}-{qos} -t waits/{version}/{qos}";
        using ChildProcess first = await ListenAsync($"{session} -E");
        await first.ExitAsync();
        await PublishAsync($"-V {version} -q {qos} -t waits/{version}/{qos} -l", "one\ntwo\nthree\n");

        // What waits may come before the new subscription is answered.
        using ChildProcess second = MosquittoClient.Start(MosquittoClient.Subscriber, broker.Port, $"{session} -C 3");

        Assert.Equal(["one", "two", "three"], await MessagesAsync(second));
    }

    [RequiresProgramTheory(MosquittoClient.Publisher, MosquittoClient.Subscriber, "stdbuf")]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task A_group_shares_its_messages(string version)
    {
        string topic = $"shared/{version}";
        using ChildProcess first = await ListenAsync($"-V {version} -q 1 -t $share/group/{topic} -C 5");
        using ChildProcess second = await ListenAsync($"-V {version} -q 1 -t $share/group/{topic} -C 5");

        string lines = string.Concat(Enumerable.Range(0, 10).Select(number => $"{number}\n"));
        await PublishAsync($"-V {version} -q 1 -t {topic} -l", lines);

        IEnumerable<string> all = (await MessagesAsync(first)).Concat(await MessagesAsync(second));
        Assert.Equal(Enumerable.Range(0, 10).Select(n => $"{n}"), all.Order(StringComparer.Ordinal));
    }

    [RequiresProgramFact(MosquittoClient.Publisher, MosquittoClient.Subscriber, "stdbuf")]
    public async Task Properties_arrive_as_they_were_sent()
    {
        using ChildProcess listener = await ListenAsync(
            "-V mqttv5 -t properties -C 1 -D subscribe subscription-identifier 42 -F '%p|%C|%R|%D|%F|%P|%S'");

        await PublishAsync("-V mqttv5 -t properties -m x -D publish content-type text/plain "
            + "-D publish response-topic answer -D publish correlation-data 4711 "
            + "-D publish payload-format-indicator 1 -D publish user-property a b");

        Assert.Equal(["x|text/plain|answer|4711|1|a:b|42"], await MessagesAsync(listener));
    }

    [RequiresProgramFact(MosquittoClient.Publisher, MosquittoClient.Subscriber, "stdbuf")]
    public async Task The_samples_of_an_older_broker_work()
    {
        using ChildProcess listener =
            await ListenAsync("-t test/c -i test -u guest -P guest -V mqttv5 -q 2 -C 1 -F '%q %p'");

        await PublishAsync("-t test/c -i test1 -u guest -P guest -m 'Hello, MQTT 5!' -q 2 -V mqttv5");

        Assert.Equal(["2 Hello, MQTT 5!"], await MessagesAsync(listener));
    }

    private Task<ChildProcess> ListenAsync(string options) => MosquittoClient.ListenAsync(broker.Port, options);

    private async Task PublishAsync(string options, string input = "")
    {
        using ChildProcess publisher = MosquittoClient.Start(MosquittoClient.Publisher, broker.Port, options, input);
        Assert.True(await publisher.ExitAsync() == 0, publisher.ToString());
        Assert.Empty(publisher.Errors.All);
    }

    /// <summary>What a listener printed by its end.</summary>
    private static async Task<string[]> MessagesAsync(ChildProcess listener)
    {
        Assert.True(await listener.ExitAsync() == 0, listener.ToString());
        return [.. listener.Output.All.Where(line => !MosquittoClient.IsTrace(line))];
    }
}
