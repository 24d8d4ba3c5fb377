using Pmq.Conformance.Claims;

namespace Pmq.Conformance.Requirements;

/// <summary>The ids a test may claim.</summary>
public sealed class KnownIds
{
    private readonly HashSet<(ClaimKind Kind, string Id)> _ids;

    public KnownIds(IEnumerable<Statement> statements, IEnumerable<SeedRow> rows)
    {
        _ids = [.. statements.Select(statement => (statement.ClaimKind, statement.Id))];
        _ids.UnionWith(rows.Select(row => (ClaimKind.Seed, row.Id)));
    }

    public bool Has(TestClaim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return _ids.Contains((claim.Kind, claim.Id));
    }
}
