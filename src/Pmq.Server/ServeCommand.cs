using System.CommandLine;
using System.Net;
using Pmq.Broker.Options;
using Pmq.Hosting;
using Pmq.Transport.Epoll;

namespace Pmq.Server;

/// <summary><c>pmq</c> without a verb, and <c>pmq serve</c>: runs a node until it is told to stop.</summary>
internal static class ServeCommand
{
    private static readonly Option<int> Port = new("--port", "-p")
    {
        Description = "Port of MQTT over TCP; 0 takes a free one.",
        DefaultValueFactory = _ => 1883,
    };

    private static readonly Option<string> Host = new("--host")
    {
        Description = "Address to bind to; all addresses by default.",
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Sets any option: PATH=VALUE, as in session.inflight-max=50. May be repeated.",
        AllowMultipleArgumentsPerToken = false,
    };

    static ServeCommand()
    {
        Port.Validators.Add(result =>
        {
            if (result.GetValue(Port) is < 0 or > ushort.MaxValue)
            {
                result.AddError("--port is 0 to 65535.");
            }
        });
    }

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var serve = new Command("serve", "Runs the broker (the default).");
        Equip(serve);
        return serve;
    }

    /// <summary>Has a command take the options and run the node.</summary>
    public static void Equip(Command command)
    {
        command.Options.Add(Port);
        command.Options.Add(Host);
        StoreFlags.AddTo(command);
        HttpFlags.AddTo(command);
        command.Options.Add(Set);
        command.SetAction(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var faults = new List<string>();
        PmqSettings settings = Settings(arguments, faults);
        faults.AddRange(BrokerOptionsCheck.Check(settings.Broker).Select(fault => fault.ToString()));
        if (settings.Listener.UsesEpoll && !EpollTransport.IsSupported)
        {
            faults.Add("listener.sockets is epoll; allowed here is auto, kestrel");
        }

        if (faults.Count > 0)
        {
            await ReportAsync(faults);
            return ExitCodes.BadConfiguration;
        }

        return await NodeProgram.RunAsync(settings, cancellation);
    }

    private static PmqSettings Settings(ParseResult arguments, List<string> faults)
    {
        var settings = new PmqSettings { Port = arguments.GetValue(Port), Storage = StoreFlags.Read(arguments, faults) };
        if (arguments.GetValue(Host) is { } host)
        {
            if (IPAddress.TryParse(host, out IPAddress? address))
            {
                settings = settings with { Host = address };
            }
            else
            {
                faults.Add($"--host is '{host}'; allowed is an IP address");
            }
        }

        settings = settings with { Http = HttpFlags.Apply(settings.Http, arguments, faults) };
        foreach (string pair in arguments.GetValue(Set) ?? [])
        {
            settings = Apply(settings, pair, faults);
        }

        return settings;
    }

    private static PmqSettings Apply(PmqSettings settings, string pair, List<string> faults)
    {
        int equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            faults.Add($"--set is '{pair}'; allowed is PATH=VALUE");
            return settings;
        }

        PmqSettings? changed = OptionPaths.Set(settings, pair[..equals], pair[(equals + 1)..], out OptionFault fault);
        if (changed is null)
        {
            faults.Add(fault.ToString());
        }

        return changed ?? settings;
    }

    private static async Task ReportAsync(List<string> faults)
    {
        await Console.Error.WriteLineAsync($"pmq can't start, {faults.Count} setting(s) are wrong:");
        foreach (string fault in faults)
        {
            await Console.Error.WriteLineAsync("  " + fault);
        }
    }
}
