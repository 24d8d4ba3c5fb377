using System.Globalization;
using System.Text.Json;

namespace Pmq.Comparison;

/// <summary>One broker, fresh from its start, with one case.</summary>
public static class Trial
{
    // A run ends by itself long before; this is for a load tool that hangs.
    private static readonly TimeSpan RunMax = TimeSpan.FromSeconds(120);

    private static readonly Dictionary<string, double> Nothing = [];

    /// <summary>The report's numbers by their path; none when the run failed.</summary>
    public static IReadOnlyDictionary<string, double> Run(
        Case one, Contestant broker, Settings settings, WorkFolder work)
    {
        try
        {
            using RunningBroker running = RunningBroker.Start(broker, settings, work);
            return Run(one, running, settings, work);
        }
        catch (InvalidOperationException fault)
        {
            Console.Error.WriteLine(fault.Message);
            return Nothing;
        }
    }

    private static Dictionary<string, double> Run(
        Case one, RunningBroker running, Settings settings, WorkFolder work)
    {
        string common = string.Create(
            CultureInfo.InvariantCulture, $"--port {running.Port} --pid {running.Id} --time-limit 60 --json");
        string seconds = string.Create(CultureInfo.InvariantCulture, $"--seconds {settings.Seconds}");
        return Load(work, $"{one.WarmUp} {common}").Count == 0
            ? Nothing
            : Load(work, $"{one.Arguments} {seconds} {common}");
    }

    private static Dictionary<string, double> Load(WorkFolder work, string arguments)
    {
        (_, string output) = ChildProcess.Run(Path.Combine(work.In("load"), "pmq-load"), arguments, RunMax);
        var figures = new Dictionary<string, double>();
        string? json = output.Split('\n').FirstOrDefault(line => line.StartsWith('{'));
        if (json is not null)
        {
            using var document = JsonDocument.Parse(json);
            Collect(document.RootElement, "", figures);
        }

        return figures;
    }

    private static void Collect(JsonElement element, string prefix, Dictionary<string, double> figures)
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                Collect(property.Value, $"{prefix}{property.Name}.", figures);
            }
            else if (property.Value.ValueKind == JsonValueKind.Number)
            {
                figures[prefix + property.Name] = property.Value.GetDouble();
            }
        }
    }
}
