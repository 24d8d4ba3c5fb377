using System.Globalization;

namespace Pmq.Crash;

/// <summary>How often what is killed, under what load, and the seed from which all that is random follows.</summary>
/// <remarks>Owner: immutable.</remarks>
public sealed record CrashSettings
{
    public StoreUnderTest Store { get; init; } = StoreUnderTest.Sqlite;

    /// <summary>How often the broker is killed.</summary>
    public int Kills { get; init; } = 50;

    /// <summary>How often the database server is killed, beside that.</summary>
    public int DatabaseKills { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>How many messages a second are published at QoS 1, by all publishers together.</summary>
    public int Qos1PerSecond { get; init; } = 1000;

    /// <summary>How many messages a second are published at QoS 2, by all publishers together.</summary>
    public int Qos2PerSecond { get; init; } = 200;

    public static CrashSettings Parse(IReadOnlyList<string> args)
    {
        var settings = new CrashSettings { Seed = Random.Shared.Next(1, 1_000_000) };
        for (int i = 0; i < args.Count; i += 2)
        {
            string value =
                i + 1 < args.Count ? args[i + 1] : throw new FormatException($"{args[i]} needs a value.");
            settings = args[i] switch
            {
                "--store" => settings with { Store = StoreOf(value) },
                "--kills" => settings with { Kills = Number(value) },
                "--kill-database" => settings with { DatabaseKills = Number(value) },
                "--seed" => settings with { Seed = Number(value) },
                "--qos1" => settings with { Qos1PerSecond = Number(value) },
                "--qos2" => settings with { Qos2PerSecond = Number(value) },
                _ => throw new FormatException($"What is {args[i]}?"),
            };
        }

        return settings is { DatabaseKills: > 0, Store: not StoreUnderTest.Postgres }
            ? throw new FormatException("--kill-database goes with --store postgres.")
            : settings;
    }

    /// <summary>The options of the command that make the same run.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"--store {Store.ToString().ToLowerInvariant()} --kills {Kills} --kill-database {DatabaseKills} "
        + $"--seed {Seed} --qos1 {Qos1PerSecond} --qos2 {Qos2PerSecond}");

    private static StoreUnderTest StoreOf(string name) =>
        Enum.TryParse(name, ignoreCase: true, out StoreUnderTest store) && Enum.IsDefined(store)
            ? store
            : throw new FormatException($"There is no store '{name}'.");

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new FormatException($"'{text}' is not a number.");
}
