using System.Globalization;
using Pmq.TestKit;

namespace Pmq.SameAsMosquitto.Running;

/// <summary>Starts the mosquitto clients.</summary>
public static class MosquittoClient
{
    /// <summary>What the tests that use these need.</summary>
    public const string Publisher = "mosquitto_pub";

    /// <summary>What the tests that use these need.</summary>
    public const string Subscriber = "mosquitto_sub";

    /// <summary>Starts a client; options are written as in a shell, with single quotes.</summary>
    public static ChildProcess Start(string program, int port, string options, string input = "")
    {
        // A client whose output is a pipe keeps its lines to itself for long, unless it is told not to.
        string[] arguments =
        [
            "-oL", ProgramOnPath.Find(program), "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture),
            .. ShellWords.Split(options),
        ];
        return ChildProcess.Start(ProgramOnPath.Find("stdbuf"), arguments, input);
    }

    /// <summary>Starts mosquitto_sub and waits until the broker has answered its subscription.</summary>
    public static async Task<ChildProcess> ListenAsync(int port, string options)
    {
        ChildProcess client = Start(Subscriber, port, "-d " + options);
        await client.LineAsync(IsSubscribed);
        return client;
    }

    /// <summary>True for what <c>-d</c> prints, which is not a message.</summary>
    public static bool IsTrace(string line) =>
        line.StartsWith("Client ", StringComparison.Ordinal) || IsSubscribed(line);

    private static bool IsSubscribed(string line) => line.StartsWith("Subscribed (", StringComparison.Ordinal);
}
