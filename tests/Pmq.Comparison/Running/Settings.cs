using System.Globalization;
using Pmq.Comparison.Matrix;

namespace Pmq.Comparison.Running;

/// <summary>What the command line says.</summary>
/// <remarks>Owner: immutable.</remarks>
public sealed record Settings(
    int Rounds, double Seconds, IReadOnlyList<string> Only, IReadOnlyList<Contestant> Brokers, string PmqOptions)
{
    /// <summary>Lines of mosquitto's configuration, besides its listener and its bounds.</summary>
    public string MosquittoLines { get; init; } = "";

    private const string PmqDefault =
        "--set session.queued-messages-max=100000 --set session.inflight-max=1000";

    public static Settings Parse(string[] args)
    {
        var settings = new Settings(Rounds: 5, Seconds: 3, Only: [], Contestants.All, PmqDefault);
        for (int i = 0; i < args.Length; i += 2)
        {
            string value =
                i + 1 < args.Length ? args[i + 1] : throw new FormatException($"{args[i]} needs a value.");
            settings = args[i] switch
            {
                "--rounds" => settings with { Rounds = (int)Number(value) },
                "--seconds" => settings with { Seconds = Number(value) },
                "--only" => settings with { Only = value.Split(',') },
                "--brokers" => settings with { Brokers = [.. value.Split(',').Select(Broker)] },
                "--pmq" => settings with { PmqOptions = value },
                _ => throw new FormatException($"What is {args[i]}?"),
            };
        }

        return settings;
    }

    /// <summary>The same with what a case asks of the brokers.</summary>
    public Settings For(Case one) => this with
    {
        PmqOptions = $"{PmqOptions} {one.PmqOptions}".TrimEnd(),
        MosquittoLines = one.MosquittoLines,
    };

    /// <summary>True when all are wanted, or its name holds a text that was given, or its row was given.</summary>
    public bool Wants(Case one) => Only.Count == 0 || Only.Any(text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int row)
            ? one.Rows.Contains(row)
            : one.Name.Contains(text, StringComparison.Ordinal));

    /// <summary>True when all are wanted, or this proof, or this part of it, as in <c>flat-sockets</c>.</summary>
    public bool WantsPart(string proof, string? part = null) => Only.Count == 0 || Only.Any(text =>
        text == proof
        || (part is null ? text.StartsWith($"{proof}-", StringComparison.Ordinal) : text == $"{proof}-{part}"));

    private static double Number(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out double number) && number > 0
            ? number
            : throw new FormatException($"'{text}' is not a number above 0.");

    private static Contestant Broker(string name) =>
        Contestants.All.Any(broker => Contestants.NameOf(broker) == name)
            ? Contestants.All.First(broker => Contestants.NameOf(broker) == name)
            : throw new FormatException($"There is no broker '{name}'.");
}
