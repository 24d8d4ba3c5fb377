using System.Globalization;

namespace Pmq.Comparison.Profiling;

/// <summary>
/// The file in which the runtime says where it has put which compiled method: start, size and name, the numbers in
/// hexadecimal. Where two cover an address, the one that was written later lives there now.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
public sealed class PerfMap
{
    private readonly Entry[] _entries;

    private PerfMap(Entry[] entries) => _entries = entries;

    public static PerfMap Read(IEnumerable<string> lines)
    {
        var byStart = new Dictionary<ulong, Entry>();
        foreach (string line in lines)
        {
            if (Parse(line) is { } entry)
            {
                byStart[entry.Start] = entry;
            }
        }

        return new PerfMap([.. byStart.Values.OrderBy(entry => entry.Start)]);
    }

    /// <summary>The name of what lies at an address, or null.</summary>
    public string? Find(ulong address)
    {
        int low = 0;
        int high = _entries.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _entries[middle].Start <= address ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && address - _entries[low - 1].Start < _entries[low - 1].Size ? _entries[low - 1].Name : null;
    }

    private static Entry? Parse(string line)
    {
        string[] parts = line.Split(' ', 3);
        return parts.Length == 3 && TryHex(parts[0], out ulong start) && TryHex(parts[1], out ulong size)
            ? new Entry(start, size, parts[2])
            : null;
    }

    private static bool TryHex(string text, out ulong number) => ulong.TryParse(
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text,
        NumberStyles.AllowHexSpecifier,
        CultureInfo.InvariantCulture,
        out number);

    private sealed record Entry(ulong Start, ulong Size, string Name);
}
