namespace Pmq.Conformance.Requirements;

/// <summary>tests/spec/statements.tsv: every normative statement of MQTT 3.1.1 and 5.0.</summary>
public static class StatementFile
{
    public const string RelativePath = "tests/spec/statements.tsv";

    public static IReadOnlyList<string> Versions { get; } = ["3.1.1", "5.0"];

    public static IReadOnlyList<Statement> Load(string root)
    {
        string path = Path.Combine(root, RelativePath);
        return [.. TableFile.Read(path, "version", "id", "who", "about", "note").Select(FromRow)];
    }

    private static Statement FromRow(string[] row)
    {
        if (!Versions.Contains(row[0]))
        {
            throw new InvalidDataException($"{RelativePath}: {row[1]} is of no known version: {row[0]}.");
        }

        return new Statement(row[0], row[1], PartyOf(row), row[3], row[4]);
    }

    private static Party PartyOf(string[] row) => row[2] switch
    {
        "server" => Party.Server,
        "client" => Party.Client,
        "both" => Party.Both,
        _ => throw new InvalidDataException($"{RelativePath}: {row[1]} binds nobody known: {row[2]}."),
    };
}
