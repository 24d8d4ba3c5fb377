using System.CommandLine;
using System.CommandLine.Parsing;

namespace Pmq.Server.Verbs;

/// <summary>What all verbs that ask a node have in common: its address, JSON, and how failures are told.</summary>
internal static class NodeVerb
{
    private const string DefaultUrl = "http://127.0.0.1:1884";

    private static readonly Option<Uri> Url = new("--url")
    {
        Description = "Where the node serves HTTP.",
        HelpName = "URL",
        DefaultValueFactory = _ => new Uri(DefaultUrl),
        CustomParser = ParseUrl,
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Prints JSON for programs.",
    };

    /// <summary>A verb's work: asks the node, prints for people or as JSON, and answers the exit code.</summary>
    public delegate Task<int> Run(NodeClient node, bool asJson, CancellationToken cancellation);

    /// <summary>A verb with the common options.</summary>
    public static Command Create(string name, string description, Run run)
    {
        var command = new Command(name, description) { Url, Json };
        command.SetAction((arguments, cancellation) => AskAsync(
            arguments, node => run(node, arguments.GetValue(Json), cancellation)));
        return command;
    }

    /// <summary>A verb that asks a node and prints nothing for programs.</summary>
    public static Command Create(
        string name, string description, Func<ParseResult, NodeClient, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description) { Url };
        command.SetAction((arguments, cancellation) => AskAsync(
            arguments, node => run(arguments, node, cancellation)));
        return command;
    }

    private static async Task<int> AskAsync(ParseResult arguments, Func<NodeClient, Task<int>> run)
    {
        using var node = new NodeClient(arguments.GetRequiredValue(Url));
        try
        {
            return await run(node);
        }
        catch (NodeClientException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCodes.NoAnswer;
        }
    }

    private static Uri? ParseUrl(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        argument.AddError($"--url is '{text}'; allowed is an address such as {DefaultUrl}.");
        return null;
    }
}
