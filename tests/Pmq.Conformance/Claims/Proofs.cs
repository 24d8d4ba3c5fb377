using Pmq.Conformance.Requirements;

namespace Pmq.Conformance.Claims;

/// <summary>The tests that prove each id. A claim with a fault proves nothing.</summary>
public sealed class Proofs
{
    private readonly ILookup<(ClaimKind Kind, string Id), string> _tests;

    public Proofs(IEnumerable<TestClaim> claims) =>
        _tests = claims.Where(claim => claim.Fault is null)
            .ToLookup(claim => (claim.Kind, claim.Id), claim => claim.TestName);

    public IReadOnlyList<string> Of(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return Of(statement.ClaimKind, statement.Id);
    }

    /// <summary>The names of the tests, each once, in an order that does not depend on the file system.</summary>
    public IReadOnlyList<string> Of(ClaimKind kind, string id) =>
        [.. _tests[(kind, id)].Distinct().Order(StringComparer.Ordinal)];
}
