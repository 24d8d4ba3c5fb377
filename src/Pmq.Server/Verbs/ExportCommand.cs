using System.CommandLine;

namespace Pmq.Server.Verbs;

/// <summary><c>pmq export</c>: writes what a running node keeps as lines of JSON.</summary>
internal static class ExportCommand
{
    private static readonly Option<bool> Retained = new("--retained")
    {
        Description = "Exports retained messages. Everything is exported when nothing is named.",
    };

    private static readonly Option<bool> Sessions = new("--sessions")
    {
        Description = "Exports sessions, with their subscriptions and what waits for them.",
    };

    private static readonly Option<string> Destination = new("-o", "--output")
    {
        Description = "The file to write; the standard output unless told.",
        HelpName = "FILE",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Writes over a file that is there.",
    };

    public static Command Create()
    {
        Command command = NodeVerb.Create("export", "Writes what a running node keeps as lines of JSON.", RunAsync);
        command.Options.Add(Retained);
        command.Options.Add(Sessions);
        command.Options.Add(Destination);
        command.Options.Add(Force);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, NodeClient node, CancellationToken cancellation)
    {
        string path = PathOf(arguments);
        if (arguments.GetValue(Destination) is not { } file)
        {
            await using Stream output = Console.OpenStandardOutput();
            await ExportAsync(output);
            return ExitCodes.Success;
        }

        long? length = await OutputFile.WriteAsync(file, arguments.GetValue(Force), ExportAsync);
        return length is null ? ExitCodes.CannotWrite : ExitCodes.Success;

        Task ExportAsync(Stream output) => node.StreamAsync(
            HttpMethod.Get, path, body => body.CopyToAsync(output, cancellation), cancellation);
    }

    private static string PathOf(ParseResult arguments)
    {
        List<string> parts = [];
        if (arguments.GetValue(Retained))
        {
            parts.Add("retained=true");
        }

        if (arguments.GetValue(Sessions))
        {
            parts.Add("sessions=true");
        }

        return parts.Count == 0 ? "api/v1/export" : "api/v1/export?" + string.Join('&', parts);
    }
}
