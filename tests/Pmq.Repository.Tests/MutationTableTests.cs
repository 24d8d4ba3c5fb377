using Pmq.Conformance;
using Pmq.Conformance.Mutations;

namespace Pmq.Repository.Tests;

/// <summary>Keeps the table of mutations in step with the source; running them is the matter of eng/mutate.cs.</summary>
public class MutationTableTests
{
    private static readonly string Root = RepositoryRoot.Above(AppContext.BaseDirectory);

    [Fact]
    public void There_are_at_least_sixty_mutations() => Assert.True(MutationTable.Read(Root).Count >= 60);

    [Fact]
    public void Every_mutation_finds_its_text_exactly_once()
    {
        IEnumerable<string> lost = MutationTable.Read(Root)
            .Where(mutation => mutation.Apply(File.ReadAllText(Path.Combine(Root, mutation.File))) is null)
            .Select(mutation => $"{mutation.Statement} in {mutation.File}: {mutation.Find}");

        Assert.Empty(lost);
    }

    [Fact]
    public void Every_mutation_names_a_statement_of_the_standard()
    {
        HashSet<string> known =
        [
            .. File.ReadLines(Path.Combine(Root, "tests/spec/statements.tsv"))
                .Skip(1)
                .Select(line => line.Split('\t'))
                .Select(cells => cells[0] + " " + cells[1]),
        ];

        Assert.All(
            MutationTable.Read(Root),
            mutation => Assert.Contains(mutation.Version + " " + mutation.Statement, known));
    }
}
