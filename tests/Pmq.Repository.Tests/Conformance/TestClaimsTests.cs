using Pmq.Conformance.Claims;
using Pmq.Conformance.Requirements;

namespace Pmq.Repository.Tests.Conformance;

public sealed class TestClaimsTests
{
    private static readonly IReadOnlyList<TestClaim> Claims = ClaimScanner.ScanTests(Repository.Root);

    [Fact]
    public void Every_claimed_id_is_in_a_data_file()
    {
        var known = new KnownIds(StatementFile.Load(Repository.Root), SeedFile.Load(Repository.Root));

        Findings.AssertNone(
            $"An attribute names an id that is not in {StatementFile.RelativePath} or {SeedFile.RelativePath}:",
            Claims.Where(claim => claim.Id.Length > 0 && !known.Has(claim))
                .Select(claim => $"{claim.Place}: {claim.Kind} {claim.Id}"));
    }

    [Fact]
    public void Every_claim_is_on_a_test_that_runs() =>
        Findings.AssertNone(
            "An attribute claims a proof that is none:",
            Claims.Where(claim => claim.Fault is not null)
                .Select(claim => $"{claim.Place}: {claim.Kind} {claim.Id}: {claim.Fault}"));
}
