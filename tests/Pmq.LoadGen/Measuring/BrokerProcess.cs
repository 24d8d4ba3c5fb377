using System.Globalization;

namespace Pmq.LoadGen.Measuring;

/// <summary>What the kernel says of the broker's processes; of none, nothing.</summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class BrokerProcess(IReadOnlyList<int> ids)
{
    public bool IsKnown => ids.Count > 0;

    /// <summary>User and system time of all processes.</summary>
    public double CpuSeconds() => ids.Sum(ProcessClock.Seconds);

    /// <summary>Resident memory of all processes now.</summary>
    public long ResidentKilobytes() => ids.Sum(id => Status(id, "VmRSS:"));

    /// <summary>The most resident memory so far, when the processes are known.</summary>
    public long? ResidentPeakKilobytes() => IsKnown ? ids.Sum(id => Status(id, "VmHWM:")) : null;

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
