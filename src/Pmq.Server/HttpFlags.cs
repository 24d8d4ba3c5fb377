using System.CommandLine;
using System.Globalization;
using System.Net;
using Pmq.Hosting;

namespace Pmq.Server;

/// <summary>What the command line says of HTTP.</summary>
internal static class HttpFlags
{
    private const string Off = "off";

    private static readonly Option<string> Port = new("--http-port")
    {
        Description = "Port of HTTP; 0 takes a free one, off serves none. 1884 unless told.",
        HelpName = "PORT|off",
    };

    private static readonly Option<string> Host = new("--http-host")
    {
        Description = "Loopback address that HTTP binds to; 127.0.0.1 unless told.",
        HelpName = "ADDRESS",
    };

    /// <summary>Gives a command these options.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(Port);
        command.Options.Add(Host);
    }

    /// <summary>The settings with what was said; what is wrong joins the faults.</summary>
    public static HttpSettings Apply(HttpSettings settings, ParseResult arguments, List<string> faults)
    {
        if (arguments.GetValue(Port) is { } port)
        {
            settings = WithPort(settings, port, faults);
        }

        return arguments.GetValue(Host) is { } host ? WithHost(settings, host, faults) : settings;
    }

    private static HttpSettings WithPort(HttpSettings settings, string text, List<string> faults)
    {
        if (text == Off)
        {
            return settings with { Port = null };
        }

        if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            return settings with { Port = port };
        }

        faults.Add($"--http-port is '{text}'; allowed is 0 to 65535 or {Off}");
        return settings;
    }

    private static HttpSettings WithHost(HttpSettings settings, string text, List<string> faults)
    {
        if (!IPAddress.TryParse(text, out IPAddress? address))
        {
            faults.Add($"--http-host is '{text}'; allowed is an IP address");
        }
        else if (!IPAddress.IsLoopback(address))
        {
            faults.Add($"--http-host is {text}; allowed without credentials is a loopback address");
        }
        else
        {
            return settings with { Host = address };
        }

        return settings;
    }
}
