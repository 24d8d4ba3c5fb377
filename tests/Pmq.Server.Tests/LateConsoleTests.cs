using Microsoft.Extensions.Logging;

namespace Pmq.Server.Tests;

/// <summary>What the node logs, the first of it too, is on the console.</summary>
public sealed class LateConsoleTests
{
    [Fact]
    public void Each_entry_is_a_line_with_its_level_and_where_it_comes_from()
    {
        TextWriter before = Console.Out;
        using var text = new StringWriter();
        Console.SetOut(text);
        try
        {
            using var console = new LateConsole();
            ILogger log = console.CreateLogger("Pmq.Part");
            Write(log, LogLevel.Warning, "the first");
            Write(log, LogLevel.Debug, "the second");
        }
        finally
        {
            Console.SetOut(before);
        }

        string[] lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["warn: Pmq.Part[0] the first", "dbug: Pmq.Part[0] the second"], lines);
    }

    private static void Write(ILogger log, LogLevel level, string text) =>
        log.Log(level, default, text, exception: null, (state, _) => state);
}
