using System.CommandLine;
using Pmq.Server.Verbs;

namespace Pmq.Server;

/// <summary>The command line of <c>pmq</c>: without a verb it serves.</summary>
internal static class PmqCommand
{
    /// <summary>The command with all verbs. A new one is added here and has a file of its own.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("PMQ, an MQTT broker.");
        ServeCommand.Equip(root);
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(StatusCommand.Create());
        root.Subcommands.Add(BackupCommand.Create());
        root.Subcommands.Add(RestoreCommand.Create());
        root.Subcommands.Add(ExportCommand.Create());
        root.Subcommands.Add(ImportCommand.Create());
        return root;
    }
}
