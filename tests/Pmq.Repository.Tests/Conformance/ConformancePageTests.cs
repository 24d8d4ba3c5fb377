using Pmq.Conformance;
using Pmq.Conformance.Claims;
using Pmq.Conformance.Requirements;

namespace Pmq.Repository.Tests.Conformance;

public sealed class ConformancePageTests
{
    private static readonly Statement FirstPacket = new("3.1.1", "MQTT-3.1.0-1", Party.Server, "first packet", "");
    private static readonly Statement ByteStream = new("5.0", "MQTT-4.2-1", Party.Both, "a | b", "the carrier does it");
    private static readonly Statement Ping = new("5.0", "MQTT-3.1.2-20", Party.Client, "client pings", "");

    [Fact]
    public void The_page_in_the_repository_is_current()
    {
        string path = Repository.PathOf(ConformancePage.RelativePath);
        string page = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";

        Assert.True(
            page == ConformancePage.Render(Repository.Root),
            $"{ConformancePage.RelativePath} is stale; run: {ConformancePage.Command}");
    }

    [Fact]
    public void A_statement_without_a_test_or_a_note_is_open()
    {
        string page = ConformancePage.Render([FirstPacket], []);

        Assert.Contains("| MQTT-3.1.0-1 | server | first packet | open |", page, StringComparison.Ordinal);
        Assert.Contains("| 3.1.1 | 1 | 1 | 0 | 0 | 1 |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_with_a_note_shows_it_and_is_not_open()
    {
        string page = ConformancePage.Render([ByteStream], []);

        Assert.Contains(@"| MQTT-4.2-1 | both | a \| b | the carrier does it |", page, StringComparison.Ordinal);
        Assert.Contains("| 5.0 | 1 | 1 | 0 | 1 | 0 |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_for_clients_is_not_counted_as_ours()
    {
        string page = ConformancePage.Render([Ping], []);

        Assert.Contains("| client pings | binds clients only |", page, StringComparison.Ordinal);
        Assert.Contains("| 5.0 | 1 | 0 | 0 | 0 | 0 |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_tests_are_named_and_the_others_counted()
    {
        TestClaim[] claims = [Claim("D"), Claim("B"), Claim("A"), Claim("C"), Claim("A")];

        string page = ConformancePage.Render([FirstPacket], claims);

        Assert.Contains("| `ConnectTests.A`, `ConnectTests.B`, `ConnectTests.C` +1 |", page, StringComparison.Ordinal);
        Assert.Contains("| 3.1.1 | 1 | 1 | 1 | 0 | 0 |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_with_a_fault_proves_nothing()
    {
        string page = ConformancePage.Render([FirstPacket], [Claim("A") with { Fault = "its test is always skipped" }]);

        Assert.Contains("| first packet | open |", page, StringComparison.Ordinal);
    }

    private static TestClaim Claim(string method) =>
        new(ClaimKind.Mqtt311, FirstPacket.Id, "ConnectTests", method, "ConnectTests.cs:1", Fault: null);
}
