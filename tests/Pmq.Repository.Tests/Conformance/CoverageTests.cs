using Pmq.Conformance.Claims;
using Pmq.Conformance.Requirements;

namespace Pmq.Repository.Tests.Conformance;

public sealed class CoverageTests
{
    private static readonly Proofs NoProofs = new([]);
    private static readonly Proofs ProofOfOne =
        new([new TestClaim(ClaimKind.Seed, "PMQ-01", "ConnectTests", "Accepts_it", "ConnectTests.cs:1", Fault: null)]);

    [Fact]
    public void A_row_with_neither_a_test_nor_a_status_is_unanswered()
    {
        var row = new SeedRow("PMQ-01", "MQTT 3.1", "");

        Assert.Single(Coverage.Unanswered([row], NoProofs));
        Assert.Empty(Coverage.Unanswered([row], ProofOfOne));
        Assert.Empty(Coverage.Unanswered([row with { Status = "later: engine" }], NoProofs));
    }

    [Fact]
    public void A_row_put_off_and_proven_is_outdated()
    {
        var row = new SeedRow("PMQ-01", "MQTT 3.1", "later: engine");

        Assert.Single(Coverage.Outdated([row], ProofOfOne));
        Assert.Empty(Coverage.Outdated([row], NoProofs));
        Assert.Empty(Coverage.Outdated([row with { Status = "not spoken" }], ProofOfOne));
    }
}
