using System.Globalization;
using System.Text.Json;
using Pmq.Comparison.Matrix;

namespace Pmq.Comparison.Running;

/// <summary>The load tool's program, and what it reports.</summary>
public static class LoadTool
{
    // A run ends by itself long before; this is for a load tool that hangs.
    private static readonly TimeSpan RunMax = TimeSpan.FromSeconds(150);

    public static string Path(WorkFolder work) => System.IO.Path.Combine(work.In("load"), "pmq-load");

    /// <summary>Runs a scenario against a broker.</summary>
    public static RunResult Run(WorkFolder work, RunningBroker broker, string arguments)
    {
        (_, string output) = ChildProcess.Run(Path(work), $"{arguments} {Common(broker)}", RunMax);
        return Read(output);
    }

    /// <summary>Runs a scenario until that makes the broker no faster.</summary>
    public static void WarmUp(
        WorkFolder work, RunningBroker broker, string arguments, int runsMax = Warmth.RunsMaxDefault)
    {
        var warmth = new Warmth(runsMax);
        while (!warmth.IsReached)
        {
            warmth.Note(Run(work, broker, arguments));
        }
    }

    /// <summary>The options of every run against a broker.</summary>
    public static string Common(RunningBroker broker) => string.Create(
        CultureInfo.InvariantCulture, $"--port {broker.Port} --pid {broker.Id} --time-limit 90 --json");

    /// <summary>The numbers of the first line of JSON by their path.</summary>
    public static RunResult Read(string output)
    {
        string? json = output.Split('\n').FirstOrDefault(line => line.StartsWith('{'));
        if (json is null)
        {
            return RunResult.Failed;
        }

        var figures = new Dictionary<string, double>();
        using var document = JsonDocument.Parse(json);
        Collect(document.RootElement, "", figures);
        return new RunResult(figures);
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
