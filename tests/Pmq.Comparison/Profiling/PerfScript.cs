using System.Globalization;

namespace Pmq.Comparison.Profiling;

/// <summary>
/// Reads what <c>perf script -F comm,ip,sym,dso</c> prints: a line with the thread's name, a line for each frame, and
/// an empty line.
/// </summary>
public static class PerfScript
{
    private const string Deleted = " (deleted)";

    public static IEnumerable<StackSample> Read(IEnumerable<string> lines, PerfMap map)
    {
        string? thread = null;
        List<StackFrame> frames = [];
        foreach (string line in lines)
        {
            if (thread is not null && line.Length > 0)
            {
                if (Frame(line, map) is { } frame)
                {
                    frames.Add(frame);
                }
            }
            else if (line.Length > 0)
            {
                thread = line.Trim();
            }
            else if (thread is not null)
            {
                yield return new StackSample(thread, frames);
                (thread, frames) = (null, []);
            }
        }

        if (thread is not null)
        {
            yield return new StackSample(thread, frames);
        }
    }

    private static StackFrame? Frame(string line, PerfMap map)
    {
        string text = line.Trim().Replace(Deleted, "", StringComparison.Ordinal);
        int blank = text.IndexOf(' ', StringComparison.Ordinal);
        int file = text.LastIndexOf(" (", StringComparison.Ordinal);
        if (blank < 0 || file < blank)
        {
            return null;
        }

        string symbol = text[(blank + 1)..file];
        if (symbol == StackFrame.Unknown
            && ulong.TryParse(
                text[..blank], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong at))
        {
            symbol = map.Find(at) ?? symbol;
        }

        return new StackFrame(symbol, text[(file + 2)..].TrimEnd(')'));
    }
}
