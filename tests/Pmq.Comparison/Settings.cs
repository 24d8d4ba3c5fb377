using System.Globalization;

namespace Pmq.Comparison;

/// <summary>What the command line says.</summary>
public sealed record Settings(
    int Rounds, double Seconds, IReadOnlyList<string> Only, IReadOnlyList<Contestant> Brokers, string PmqOptions)
{
    private const string PmqDefault =
        "--store memory --set session.queued-messages-max=100000 --set session.inflight-max=1000";

    public static Settings Parse(string[] args)
    {
        var settings = new Settings(Rounds: 3, Seconds: 5, Only: [], Contestants.All, PmqDefault);
        for (int i = 0; i < args.Length; i += 2)
        {
            string value = i + 1 < args.Length ? args[i + 1] : throw new FormatException($"{args[i]} needs a value.");
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

    public bool Wants(string name) =>
        Only.Count == 0 || Only.Any(part => name.Contains(part, StringComparison.Ordinal));

    private static double Number(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out double number) && number > 0
            ? number
            : throw new FormatException($"'{text}' is not a number above 0.");

    private static Contestant Broker(string name) =>
        Contestants.All.Any(broker => Contestants.NameOf(broker) == name)
            ? Contestants.All.First(broker => Contestants.NameOf(broker) == name)
            : throw new FormatException($"There is no broker '{name}'.");
}
