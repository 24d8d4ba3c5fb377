using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Pmq.Management;
using Pmq.Management.Api;
using Pmq.Management.Health;

namespace Pmq.Server.Verbs;

/// <summary><c>pmq status</c>: which version a node runs, for how long, and whether it is ready.</summary>
internal static class StatusCommand
{
    public static Command Create() =>
        NodeVerb.Create("status", "Shows a node's version, uptime and readiness.", RunAsync);

    private static async Task<int> RunAsync(NodeClient client, bool asJson, CancellationToken cancellation)
    {
        NodeInfo node = await client.GetAsync("api/v1", ManagementJson.Default.NodeInfo, cancellation);
        Readiness readiness = await client.GetAsync(
            "health/ready", ManagementJson.Default.Readiness, cancellation, other: HttpStatusCode.ServiceUnavailable);
        if (asJson)
        {
            var report = StatusReport.Of(node, readiness);
            Console.WriteLine(JsonSerializer.Serialize(report, VerbJson.Default.StatusReport));
        }
        else
        {
            Print(node, readiness);
        }

        return readiness.IsReady ? ExitCodes.Success : ExitCodes.NotReady;
    }

    private static void Print(NodeInfo node, Readiness readiness)
    {
        string started = node.Started.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        Console.WriteLine($"node     {node.Node}");
        Console.WriteLine($"version  {node.Version}");
        Console.WriteLine($"uptime   {Text(TimeSpan.FromSeconds(node.UptimeSeconds))}, since {started}");
        Console.WriteLine($"status   {readiness.Status}");
        foreach (ReadinessReason reason in readiness.Reasons)
        {
            Console.WriteLine($"         {reason.Name}: {reason.Detail}");
        }
    }

    private static string Text(TimeSpan time) => time switch
    {
        { TotalDays: >= 1 } => $"{time.Days} d {time.Hours} h",
        { TotalHours: >= 1 } => $"{time.Hours} h {time.Minutes} min",
        { TotalMinutes: >= 1 } => $"{time.Minutes} min {time.Seconds} s",
        _ => $"{time.Seconds} s",
    };
}
