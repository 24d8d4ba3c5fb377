using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Pmq.Protocol;

namespace Pmq.LoadGen.CommandLine;

/// <summary>The options of every scenario.</summary>
internal sealed class CommonOptions
{
    private const int PortDefault = 1883;
    private const int PayloadDefault = 64;
    private const double SecondsDefault = 5;
    private const int PauseDefault = 50;

    private readonly Option<string> _host = new("--host")
    {
        Description = "The broker's address.",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private readonly Option<int[]> _ports = new("--port", "-p")
    {
        Description = "The broker's port; several, with commas, are the nodes of a cluster.",
        CustomParser = result => Numbers(result),
        DefaultValueFactory = _ => [PortDefault],
    };

    private readonly Option<int> _qos = Limited("--qos", "QoS of publishers and subscribers.", 0, 0, 2);

    private readonly Option<string> _version = new("--mqtt")
    {
        Description = "The version of MQTT.",
        DefaultValueFactory = _ => "3.1.1",
    };

    private readonly Option<int> _payload =
        Limited("--payload", "Bytes of a payload, at least 16.", PayloadDefault, Clients.Stamp.SizeWithTime, 1 << 20);

    private readonly Option<int?> _window = new("--window")
    {
        Description = "Messages under way of each publisher; for connect, connections under way.",
    };

    private readonly Option<int?> _publishers = new("--publishers", "--pairs")
    {
        Description = "Publishers; for p2p, latency and offline, pairs of publisher and subscriber.",
    };

    private readonly Option<int?> _subscribers = new("--subscribers") { Description = "Subscribers." };

    private readonly Option<double> _seconds = new("--seconds")
    {
        Description = "How long to publish; for offline and retain, how long each phase lasts at least, over all its "
            + "repetitions; for connect, how long to hold the connections.",
        DefaultValueFactory = _ => SecondsDefault,
    };

    private readonly Option<long?> _messages = new("--messages")
    {
        Description = "Messages of each publisher, instead of --seconds.",
    };

    private readonly Option<double?> _timeLimit = new("--time-limit")
    {
        Description = "Seconds after which the run is given up; by default a minute more than --seconds.",
    };

    private readonly Option<int[]> _brokerIds = new("--pid")
    {
        Description = "The broker's process id, or several with commas: its CPU time and memory are reported.",
        CustomParser = result => Numbers(result),
        DefaultValueFactory = _ => [],
    };

    private readonly Option<int> _pause = Limited(
        "--pause",
        "Microseconds to sleep between rounds, so that reads bring more; not for latency.",
        PauseDefault,
        lowest: 0,
        highest: 10_000);

    private readonly Option<bool> _hold = new("--hold")
    {
        Description = "For connect and storm: keeps the connections after the report until standard input ends.",
    };

    private readonly Option<bool> _kept = new("--kept")
    {
        Description = "Publishers and subscribers of traffic have sessions that outlive their connections.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Report as one line of JSON." };

    /// <summary>Options that make sense for some scenarios only are added there.</summary>
    public void AddTo(Command root)
    {
        _version.AcceptOnlyFromAmong("3.1.1", "5");
        Option[] all =
        [
            _host, _ports, _qos, _version, _payload, _window, _publishers, _subscribers,
            _seconds, _messages, _timeLimit, _brokerIds, _pause, _hold, _kept, _json,
        ];
        foreach (Option option in all)
        {
            option.Recursive = true;
            root.Options.Add(option);
        }
    }

    public LoadOptions Read(ParseResult parsed) => new()
    {
        Host = parsed.GetValue(_host)!,
        Ports = parsed.GetValue(_ports)!,
        QoS = (QoS)parsed.GetValue(_qos),
        Version = parsed.GetValue(_version) == "5" ? ProtocolVersion.Mqtt5 : ProtocolVersion.Mqtt311,
        PayloadSize = parsed.GetValue(_payload),
        Window = parsed.GetValue(_window),
        Publishers = parsed.GetValue(_publishers),
        Subscribers = parsed.GetValue(_subscribers),
        Seconds = parsed.GetValue(_seconds),
        Messages = parsed.GetValue(_messages),
        TimeLimitSeconds = parsed.GetValue(_timeLimit),
        BrokerIds = parsed.GetValue(_brokerIds)!,
        PauseMicroseconds = parsed.GetValue(_pause),
        Hold = parsed.GetValue(_hold),
        Kept = parsed.GetValue(_kept),
        AsJson = parsed.GetValue(_json),
    };

    /// <summary>A number between two others.</summary>
    public static Option<int> Limited(string name, string description, int byDefault, int lowest, int highest)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            int value = result.Errors.Any() ? byDefault : result.GetValueOrDefault<int>();
            if (value < lowest || value > highest)
            {
                result.AddError($"{name} must be between {lowest} and {highest}.");
            }
        });
        return option;
    }

    private static int[] Numbers(ArgumentResult result)
    {
        var numbers = new List<int>();
        foreach (string text in result.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                numbers.Add(number);
            }
            else
            {
                result.AddError($"'{text}' is not a number.");
            }
        }

        return [.. numbers];
    }
}
