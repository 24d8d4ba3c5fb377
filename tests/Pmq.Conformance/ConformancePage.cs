using System.Globalization;
using System.Text;
using Pmq.Conformance.Claims;
using Pmq.Conformance.Requirements;

namespace Pmq.Conformance;

/// <summary>docs/CONFORMANCE.md: which test proves which statement of the standard.</summary>
public static class ConformancePage
{
    public const string RelativePath = "docs/CONFORMANCE.md";
    public const string Command = "dotnet run eng/conformance.cs";

    // More names than this make the table hard to read and tell nothing more.
    private const int TestsNamedMax = 3;

    private const string Intro = $"""
        # Conformance

        The MQTT standards number what they require. Here is each number, whom it binds, and the tests that prove
        PMQ does it; the words beside it are a hint, the OASIS text decides. A statement without a test has a note
        that says why, or is open.

        To run what proves a statement: `dotnet test --filter "mqtt5=MQTT-3.1.0-1"`, or `mqtt311=` for MQTT 3.1.1.

        This page is made from `{StatementFile.RelativePath}` and the attributes of the tests. Do not edit it; run
        `{Command}`.

        """;

    public static string Render(string root) => Render(StatementFile.Load(root), ClaimScanner.ScanTests(root));

    public static string Render(IReadOnlyList<Statement> statements, IReadOnlyList<TestClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(statements);
        var proofs = new Proofs(claims);
        var page = new StringBuilder(Intro.ReplaceLineEndings("\n"));
        AppendSummary(page, statements, proofs);
        foreach (string version in StatementFile.Versions)
        {
            AppendTable(page, version, statements.Where(statement => statement.Version == version), proofs);
        }

        return page.ToString();
    }

    private static void AppendSummary(StringBuilder page, IReadOnlyList<Statement> statements, Proofs proofs)
    {
        page.Append("\n| version | statements | bind a server | proven | noted | open |\n");
        page.Append("| --- | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (string version in StatementFile.Versions)
        {
            Statement[] all = [.. statements.Where(statement => statement.Version == version)];
            Statement[] ours = [.. all.Where(statement => statement.BindsServer)];
            int proven = ours.Count(statement => proofs.Of(statement).Count > 0);
            int noted = ours.Count(statement => proofs.Of(statement).Count == 0 && statement.Note.Length > 0);
            int open = ours.Length - proven - noted;
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {version} | {all.Length} | {ours.Length} | {proven} | {noted} | {open} |\n");
        }
    }

    private static void AppendTable(
        StringBuilder page, string version, IEnumerable<Statement> statements, Proofs proofs)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## MQTT {version}\n\n");
        page.Append("| statement | binds | about | proven by |\n| --- | --- | --- | --- |\n");
        foreach (Statement statement in statements)
        {
            string binds = BindsText(statement.Binds);
            string proof = ProofText(statement, proofs);
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {statement.Id} | {binds} | {Cell(statement.About)} | {proof} |\n");
        }
    }

    private static string ProofText(Statement statement, Proofs proofs)
    {
        IReadOnlyList<string> tests = proofs.Of(statement);
        if (tests.Count > 0)
        {
            string named = string.Join(", ", tests.Take(TestsNamedMax).Select(test => $"`{test}`"));
            return tests.Count > TestsNamedMax ? $"{named} +{tests.Count - TestsNamedMax}" : named;
        }

        if (statement.Note.Length > 0)
        {
            return Cell(statement.Note);
        }

        return statement.BindsServer ? "open" : "binds clients only";
    }

    private static string BindsText(Party party) => party switch
    {
        Party.Server => "server",
        Party.Client => "client",
        _ => "both",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
