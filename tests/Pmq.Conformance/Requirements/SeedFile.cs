namespace Pmq.Conformance.Requirements;

/// <summary>tests/seeds.tsv: every feature of the five brokers whose users PMQ takes over.</summary>
public static class SeedFile
{
    public const string RelativePath = "tests/seeds.tsv";

    public static IReadOnlyList<SeedRow> Load(string root)
    {
        string path = Path.Combine(root, RelativePath);
        return [.. TableFile.Read(path, "id", "item", "status").Select(row => new SeedRow(row[0], row[1], row[2]))];
    }
}
