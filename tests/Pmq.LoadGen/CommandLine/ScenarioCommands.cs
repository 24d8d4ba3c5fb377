using System.CommandLine;
using Pmq.LoadGen.Connect;
using Pmq.LoadGen.Latency;
using Pmq.LoadGen.Offline;
using Pmq.LoadGen.Reports;
using Pmq.LoadGen.Retain;
using Pmq.LoadGen.Storm;
using Pmq.LoadGen.Traffic;
using Pmq.LoadGen.Wild;

namespace Pmq.LoadGen.CommandLine;

/// <summary>A sub-command for each scenario.</summary>
internal static class ScenarioCommands
{
    private delegate Task<RunReport> Scenario(LoadRun run);

    public static RootCommand Make()
    {
        var common = new CommonOptions();
        var root = new RootCommand("Drives an MQTT broker and keeps book of what arrives.");
        common.AddTo(root);
        Add(root, common, "p2p", "Pairs: each publisher has a subscriber of its own.", PairTraffic.RunAsync);
        AddFanOut(root, common);
        Add(root, common, "fanin", "Many publishers, a subscriber with a wildcard.", FanInTraffic.RunAsync);
        Add(root, common, "shared", "A shared subscription of several members.", SharedTraffic.RunAsync);
        AddWild(root, common);
        AddConnect(root, common);
        AddStorm(root, common);
        AddAway(root, common);
        AddLatency(root, common);
        Add(root, common, "offline", "Queue for sessions that are away, then let them drain.", OfflineRun.RunAsync);
        AddRetain(root, common);
        return root;
    }

    private static void AddWild(RootCommand root, CommonOptions common)
    {
        Option<int> topics = CommonOptions.Limited("--topics", "Topics to publish to.", 1000, 1, 1_000_000);
        Option<int> levels = CommonOptions.Limited("--levels", "Levels of a topic below its root.", 6, 2, 12);
        Option<int> filters = CommonOptions.Limited("--filters", "Filters of all together.", 5000, 1, 10_000_000);
        Option<int> matches = CommonOptions.Limited("--matches", "Filters that match each message.", 10, 1, 1000);
        Option<int> seed = CommonOptions.Limited("--seed", "Where the random choices come from.", 1, 0, int.MaxValue);
        Command command = Add(
            root, common, "wild", "A deep tree of topics and filters with wildcards.", WildTraffic.RunAsync,
            (parsed, options) => options with
            {
                Topics = parsed.GetValue(topics),
                Levels = parsed.GetValue(levels),
                Filters = parsed.GetValue(filters),
                Matches = parsed.GetValue(matches),
                Seed = parsed.GetValue(seed),
            });
        command.Options.Add(topics);
        command.Options.Add(levels);
        command.Options.Add(filters);
        command.Options.Add(matches);
        command.Options.Add(seed);
    }

    private static void AddFanOut(RootCommand root, CommonOptions common)
    {
        Option<int> slow = CommonOptions.Limited(
            "--slow", "Further subscribers that stop reading, and that nothing is expected of.", 0, 0, 1000);
        Command command = Add(
            root, common, "fanout", "Every message to every subscriber.", FanOutTraffic.RunAsync,
            (parsed, options) => options with { SlowSubscribers = parsed.GetValue(slow) });
        command.Options.Add(slow);
    }

    private static void AddStorm(RootCommand root, CommonOptions common)
    {
        Option<int> filters = CommonOptions.Limited("--filters", "Filters in all.", 1_000_000, 1, 100_000_000);
        Option<int> connections = CommonOptions.Limited("--connections", "Who subscribes.", 500, 1, 100_000);
        var form = new Option<FilterForm>("--form") { Description = "Exact filters, ones with wildcards, or both." };
        Command command = Add(
            root, common, "storm", "Subscribes to many filters.", StormRun.RunAsync,
            (parsed, options) => options with
            {
                Filters = parsed.GetValue(filters),
                Connections = parsed.GetValue(connections),
                Form = parsed.GetValue(form),
            });
        command.Options.Add(filters);
        command.Options.Add(connections);
        command.Options.Add(form);
    }

    private static void AddAway(RootCommand root, CommonOptions common)
    {
        Option<int> sessions = CommonOptions.Limited("--sessions", "How many.", 1000, 1, 1_000_000);
        Command command = Add(
            root, common, "away", "Leaves sessions behind whose clients are gone.", AwayRun.RunAsync,
            (parsed, options) => options with { Connections = parsed.GetValue(sessions) });
        command.Options.Add(sessions);
    }

    private static void AddConnect(RootCommand root, CommonOptions common)
    {
        Option<int> connections = CommonOptions.Limited("--connections", "How many.", 1000, 1, 1_000_000);
        Command command = Add(
            root, common, "connect", "Many connections, held open.", ConnectRun.RunAsync,
            (parsed, options) => options with { Connections = parsed.GetValue(connections) });
        command.Options.Add(connections);
    }

    private static void AddLatency(RootCommand root, CommonOptions common)
    {
        Option<int> rate = CommonOptions.Limited("--rate", "Messages a second in all.", 1000, 1, 10_000_000);
        Command command = Add(
            root, common, "latency", "Pairs at a steady pace; how long a message takes.", LatencyRun.RunAsync,
            (parsed, options) => options with { Rate = parsed.GetValue(rate), PauseMicroseconds = 0 });
        command.Options.Add(rate);
    }

    private static void AddRetain(RootCommand root, CommonOptions common)
    {
        Option<int> topics = CommonOptions.Limited("--topics", "Retained messages.", 10_000, 1, 10_000_000);
        Command command = Add(
            root, common, "retain", "Set retained messages, fetch them, clear them.", RetainRun.RunAsync,
            (parsed, options) => options with { Topics = parsed.GetValue(topics) });
        command.Options.Add(topics);
    }

    private static Command Add(
        RootCommand root,
        CommonOptions common,
        string name,
        string description,
        Scenario scenario,
        Func<ParseResult, LoadOptions, LoadOptions>? complete = null)
    {
        var command = new Command(name, description);
        command.SetAction((parsed, cancelled) =>
        {
            LoadOptions options = common.Read(parsed);
            options = complete is null ? options : complete(parsed, options);
            return LoadRun.ExecuteAsync(options, name, run => scenario(run), cancelled);
        });
        root.Subcommands.Add(command);
        return command;
    }
}
