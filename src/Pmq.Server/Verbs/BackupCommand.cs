using System.CommandLine;
using System.Globalization;

namespace Pmq.Server.Verbs;

/// <summary><c>pmq backup</c>: copies all that a running node keeps into a file.</summary>
internal static class BackupCommand
{
    private static readonly Argument<string> Destination = new("FILE")
    {
        Description = "The file to write.",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Writes over a file that is there.",
    };

    public static Command Create()
    {
        Command command = NodeVerb.Create("backup", "Copies all that a running node keeps into a file.", RunAsync);
        command.Arguments.Add(Destination);
        command.Options.Add(Force);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, NodeClient node, CancellationToken cancellation)
    {
        string file = arguments.GetRequiredValue(Destination);
        long? length = await OutputFile.WriteAsync(file, arguments.GetValue(Force), output => node.StreamAsync(
            HttpMethod.Post, "api/v1/backup", body => body.CopyToAsync(output, cancellation), cancellation));
        if (length is null)
        {
            return ExitCodes.CannotWrite;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {length} bytes"));
        return ExitCodes.Success;
    }
}
