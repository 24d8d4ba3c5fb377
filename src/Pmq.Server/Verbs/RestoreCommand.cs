using System.CommandLine;
using Pmq.Hosting;
using Pmq.Storage;

namespace Pmq.Server.Verbs;

/// <summary><c>pmq restore</c>: puts a backup into a store that no node has open.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> Source = new("FILE")
    {
        Description = "What pmq backup has written.",
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "Replaces what the store holds.",
    };

    public static Command Create()
    {
        var command = new Command("restore", "Puts a backup into a store that no node has open.") { Source, Force };
        StoreFlags.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var faults = new List<string>();
        StorageSettings storage = StoreFlags.Read(arguments, faults);
        if (storage.Kind == StoreKind.Memory)
        {
            faults.Add("--store is memory; allowed is a store that outlives a node: sqlite or postgres");
        }

        if (faults.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join('\n', faults));
            return ExitCodes.BadConfiguration;
        }

        string file = arguments.GetRequiredValue(Source);
        try
        {
            Restore(storage, file, arguments.GetValue(Force));
            Console.WriteLine($"{file} is restored.");
            return ExitCodes.Success;
        }
        catch (RestoreException fault)
        {
            await Console.Error.WriteLineAsync($"pmq can't restore: {fault.Message}");
            return ExitCodes.BadInput;
        }
        catch (StoreOpenException fault)
        {
            await Console.Error.WriteLineAsync($"pmq can't restore: {fault.Message}");
            return ExitCodes.CannotServe;
        }
    }

    private static void Restore(StorageSettings storage, string file, bool force)
    {
        if (storage.Kind == StoreKind.Postgres)
        {
            PostgresStore.Restore(storage.Url, file, force);
        }
        else
        {
            SqliteStore.Restore(storage.Directory, file, force);
        }
    }
}
