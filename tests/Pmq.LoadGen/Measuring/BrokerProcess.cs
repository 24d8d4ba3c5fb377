using System.Globalization;

namespace Pmq.LoadGen.Measuring;

/// <summary>What the kernel says of the broker's processes; of none, nothing.</summary>
internal sealed class BrokerProcess(IReadOnlyList<int> ids)
{
    // Clock ticks in /proc are hundredths of a second on every Linux.
    private const double TicksPerSecond = 100;
    private const int UserTimeField = 13;
    private const int SystemTimeField = 14;

    public bool IsKnown => ids.Count > 0;

    /// <summary>User and system time of all processes.</summary>
    public double CpuSeconds() => ids.Sum(CpuSeconds);

    /// <summary>Resident memory of all processes now.</summary>
    public long ResidentKilobytes() => ids.Sum(id => Status(id, "VmRSS:"));

    /// <summary>The most resident memory so far.</summary>
    public long ResidentPeakKilobytes() => ids.Sum(id => Status(id, "VmHWM:"));

    private static double CpuSeconds(int id)
    {
        string stat = Read(id, "stat");

        // The second field is the name in parentheses, which may hold blanks.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        double ticks = Number(fields[UserTimeField - 2]) + Number(fields[SystemTimeField - 2]);
        return ticks / TicksPerSecond;
    }

    private static long Status(int id, string name)
    {
        string line = Read(id, "status").Split('\n')
            .First(line => line.StartsWith(name, StringComparison.Ordinal));
        return Number(line[name.Length..].Trim().Split(' ')[0]);
    }

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (IOException)
        {
            throw new LoadException($"there is no process {id}, or there is none any more");
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
