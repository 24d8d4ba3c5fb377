using Pmq.Conformance.Claims;
using Pmq.Conformance.Requirements;

namespace Pmq.Repository.Tests.Conformance;

public sealed class StatementFileTests
{
    private static readonly IReadOnlyList<Statement> Statements = StatementFile.Load(Repository.Root);

    [Fact]
    public void An_id_occurs_once_in_a_version() =>
        Findings.AssertNone(
            "Doubled statements:",
            Statements.GroupBy(statement => (statement.Version, statement.Id)).Where(group => group.Count() > 1)
                .Select(group => $"{group.Key.Version} {group.Key.Id}"));

    [Fact]
    public void Every_statement_has_a_hint() =>
        Findings.AssertNone(
            "Statements without a word about them:",
            Statements.Where(statement => statement.About.Length == 0).Select(statement => statement.Id));

    [Fact]
    public void What_is_proven_is_not_put_off() =>
        Findings.AssertNone(
            $"Take the note out of {StatementFile.RelativePath}:",
            Coverage.Outdated(Statements, new Proofs(ClaimScanner.ScanTests(Repository.Root))));
}
