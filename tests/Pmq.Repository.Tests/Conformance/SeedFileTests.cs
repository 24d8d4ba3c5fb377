using Pmq.Conformance.Claims;
using Pmq.Conformance.Requirements;

namespace Pmq.Repository.Tests.Conformance;

public sealed class SeedFileTests
{
    private static readonly IReadOnlyList<SeedRow> Rows = SeedFile.Load(Repository.Root);
    private static readonly Proofs Proofs = new(ClaimScanner.ScanTests(Repository.Root));

    [Fact]
    public void An_id_occurs_once() =>
        Findings.AssertNone(
            "Doubled rows:",
            Rows.GroupBy(row => row.Id).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Every_row_has_a_test_or_a_reason() =>
        Findings.AssertNone($"Unanswered rows of {SeedFile.RelativePath}:", Coverage.Unanswered(Rows, Proofs));

    [Fact]
    public void What_is_proven_is_not_put_off() =>
        Findings.AssertNone($"Take the status out of {SeedFile.RelativePath}:", Coverage.Outdated(Rows, Proofs));

    [Fact]
    public void What_is_put_off_names_the_work_that_brings_it() =>
        Findings.AssertNone(
            "A status that ends after its colon:",
            Rows.Where(row => Postponement.Is(row.Status) && row.Status.Split(':', 2)[1].Trim().Length == 0)
                .Select(row => row.Id));
}
