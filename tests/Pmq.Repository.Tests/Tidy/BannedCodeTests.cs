using Pmq.Conformance.CSharp;

namespace Pmq.Repository.Tests.Tidy;

public sealed class BannedCodeTests
{
    private static readonly string[] WithTurns = ["Pmq.Broker", "Pmq.Cluster"];
    private static readonly string[] OnTheHotPath = ["Pmq.Protocol", .. WithTurns];

    [Fact]
    public void Turns_neither_wait_nor_lock_nor_make_threads() =>
        Findings.AssertNone(
            "Code that a turn must not have:",
            WithTurns.SelectMany(name => Repository.Sources($"src/{name}"))
                .SelectMany(source => BannedCode.Find(BannedCode.InTurns, source)));

    [Fact]
    public void The_hot_path_has_no_queries() =>
        Findings.AssertNone(
            "Queries on the hot path:",
            OnTheHotPath.SelectMany(name => Repository.Sources($"src/{name}"))
                .SelectMany(source => BannedCode.Find(BannedCode.OnTheHotPath, source)));

    [Fact]
    public void The_hot_path_does_not_import_queries_unseen() =>
        Findings.AssertNone(
            "<Using Remove=\"System.Linq\" /> is missing, and the SDK imports it everywhere:",
            Project.Below("src").Where(project => OnTheHotPath.Contains(project.Name))
                .Where(project => !project.RemovesUsing("System.Linq")).Select(project => project.Path));

    [Theory]
    [InlineData("async Task Run() { }")]
    [InlineData("lock (_gate) { }")]
    [InlineData("Task.Run(Go);")]
    [InlineData("Task.Factory.StartNew(Go);")]
    [InlineData("var t = new Thread(Go);")]
    [InlineData("Thread t = new(Go);")]
    [InlineData("var t = new System.Threading.Timer(Go);")]
    [InlineData("private readonly Timer _t = new(Go);")]
    public void Banned_code_is_found(string code) => Assert.NotEmpty(Find(code));

    [Theory]
    [InlineData("// lock (_gate)")]
    [InlineData("Log(\"async lock (\");")]
    [InlineData("var w = new TimerWheel(8);")]
    [InlineData("block(1); asyncCount++;")]
    [InlineData("Task.CompletedTask")]
    public void Other_code_is_left_alone(string code) => Assert.Empty(Find(code));

    private static IEnumerable<string> Find(string code) =>
        BannedCode.Find(BannedCode.InTurns, CSharpSource.Parse("Some.cs", code));
}
