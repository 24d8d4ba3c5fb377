using Pmq.Conformance.Claims;

namespace Pmq.Conformance.Requirements;

/// <summary>Compares the reasons in the data files with the tests there are.</summary>
public static class Coverage
{
    /// <summary>Rows that have neither a test nor a reason.</summary>
    public static IReadOnlyList<string> Unanswered(IEnumerable<SeedRow> rows, Proofs proofs) =>
        [.. rows.Where(row => row.Status.Length == 0 && proofs.Of(ClaimKind.Seed, row.Id).Count == 0)
            .Select(row => $"{row.Id} ({row.Item}) has neither a test with [Seed(\"{row.Id}\")] nor a status")];

    /// <summary>Rows that are put off although a test proves them.</summary>
    public static IReadOnlyList<string> Outdated(IEnumerable<SeedRow> rows, Proofs proofs) =>
        [.. rows.Where(row => Postponement.Is(row.Status) && proofs.Of(ClaimKind.Seed, row.Id).Count > 0)
            .Select(row => $"{row.Id} says '{row.Status}' and is proven by {proofs.Of(ClaimKind.Seed, row.Id)[0]}")];

    /// <summary>Statements that are put off although a test proves them.</summary>
    public static IReadOnlyList<string> Outdated(IEnumerable<Statement> statements, Proofs proofs) =>
        [.. statements.Where(statement => Postponement.Is(statement.Note) && proofs.Of(statement).Count > 0)
            .Select(statement => $"{statement.Id} says '{statement.Note}' and is proven by {proofs.Of(statement)[0]}")];
}
