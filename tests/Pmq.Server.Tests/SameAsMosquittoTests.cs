using Pmq.SameAsMosquitto;
using Pmq.SameAsMosquitto.Scenarios;

namespace Pmq.Server.Tests;

public sealed class SameAsMosquittoTests
{
    [RequiresProgramFact("mosquitto", MosquittoClient.Publisher, MosquittoClient.Subscriber, "stdbuf", "sh")]
    public async Task The_mosquitto_clients_see_no_difference_but_those_that_are_meant()
    {
        IReadOnlyList<Outcome> outcomes = await Comparison.RunAsync(AllScenarios.All, PmqProgram.File);

        Outcome[] unexpected = [.. outcomes.Where(outcome => !outcome.IsAsExpected)];
        Assert.True(unexpected.Length == 0, string.Join('\n', Report.Lines(unexpected)));
    }

    [Fact]
    public void Every_scenario_has_its_own_name() =>
        Assert.Equal(AllScenarios.All.Count, AllScenarios.All.Select(scenario => scenario.Name).Distinct().Count());

    [Theory]
    [InlineData("a b c", "a b c", "")]
    [InlineData("a b c", "a c", "-b")]
    [InlineData("a c", "a b c", "+b")]
    [InlineData("a b c", "a x c", "-b +x")]
    [InlineData("", "a", "+a")]
    [InlineData("a", "", "-a")]
    [InlineData("a b", "b a", "-a +a")]
    public void Lines_that_differ_are_told(string from, string to, string expected) =>
        Assert.Equal(Words(expected), LineDifference.Between(Words(from), Words(to)));

    [Theory]
    [InlineData("-t a -m 'two words'", "-t|a|-m|two words")]
    [InlineData("-t ''", "-t|")]
    [InlineData("  a   b ", "a|b")]
    public void Options_are_split_like_a_shell_does(string options, string expected) =>
        Assert.Equal(expected, string.Join('|', ShellWords.Split(options)));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
