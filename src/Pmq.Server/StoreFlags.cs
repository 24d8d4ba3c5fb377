using System.CommandLine;
using Pmq.Hosting;

namespace Pmq.Server;

/// <summary>The flags that say where state is kept.</summary>
internal static class StoreFlags
{
    private static readonly Option<string> Store = new("--store")
    {
        Description = "Where state is kept: sqlite (a file in the data directory), postgres or memory.",
        DefaultValueFactory = _ => "sqlite",
    };

    private static readonly Option<string> StoreUrl = new("--store-url")
    {
        Description = "How to reach PostgreSQL: Host=…;Username=…;Password=…;Database=…",
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The data directory.",
        DefaultValueFactory = _ => "pmq-data",
    };

    static StoreFlags() => Store.AcceptOnlyFromAmong("memory", "sqlite", "postgres");

    /// <summary>Has a command take them.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Store);
        command.Options.Add(StoreUrl);
        command.Options.Add(Data);
    }

    /// <summary>What they say; what is wrong with them is added to the faults.</summary>
    public static StorageSettings Read(ParseResult arguments, List<string> faults)
    {
        var storage = new StorageSettings
        {
            Kind = Enum.Parse<StoreKind>(arguments.GetValue(Store)!, ignoreCase: true),
            Directory = arguments.GetValue(Data)!,
            Url = arguments.GetValue(StoreUrl) ?? "",
        };
        if (storage.Kind == StoreKind.Postgres && storage.Url.Length == 0)
        {
            faults.Add("--store-url is missing; allowed is a connection string such as Host=…;Username=…;Database=…");
        }

        if (storage.Kind != StoreKind.Postgres && storage.Url.Length > 0)
        {
            faults.Add("--store-url is given and --store is not postgres; allowed is one with the other");
        }

        return storage;
    }
}
