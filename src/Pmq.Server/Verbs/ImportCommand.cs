using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pmq.Management;
using Pmq.Management.Imports;

namespace Pmq.Server.Verbs;

/// <summary><c>pmq import</c>: takes what another node has exported into a running node.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Source = new("FILE")
    {
        Description = "What pmq export has written; - for the standard input.",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Ends sessions that are in the way.",
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Prints JSON for programs.",
    };

    public static Command Create()
    {
        Command command = NodeVerb.Create("import", "Takes what another node has exported.", RunAsync);
        command.Arguments.Add(Source);
        command.Options.Add(Force);
        command.Options.Add(Json);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, NodeClient node, CancellationToken cancellation)
    {
        string file = arguments.GetRequiredValue(Source);
        ImportAnswer answer;
        try
        {
            await using Stream input = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
            string path = arguments.GetValue(Force) ? "api/v1/import?force=true" : "api/v1/import";
            answer = await node.PostAsync(path, input, ManagementJson.Default.ImportAnswer, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"pmq can't read {file}: {fault.Message}");
            return ExitCodes.BadInput;
        }

        if (arguments.GetValue(Json))
        {
            Console.WriteLine(JsonSerializer.Serialize(answer, ManagementJson.Default.ImportAnswer));
        }
        else
        {
            await PrintAsync(answer);
        }

        return answer.Retained.Refused + answer.Sessions.Refused + answer.Queued.Refused == 0
            ? ExitCodes.Success
            : ExitCodes.BadInput;
    }

    private static async Task PrintAsync(ImportAnswer answer)
    {
        Console.WriteLine(Text("retained", answer.Retained));
        Console.WriteLine(Text("sessions", answer.Sessions));
        Console.WriteLine(Text("queued", answer.Queued));
        foreach (ImportProblem problem in answer.Problems)
        {
            await Console.Error.WriteLineAsync(
                string.Create(CultureInfo.InvariantCulture, $"line {problem.Line}: {problem.Reason}"));
        }
    }

    private static string Text(string what, ImportCount count) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what,-9} {count.Taken} taken, {count.Skipped} skipped, {count.Refused} refused");
}
