using System.Runtime.InteropServices;

namespace Pmq.LoadGen.Measuring;

/// <summary>
/// The CPU time of a process to the nanosecond. /proc tells it in hundredths of a second, which is a tenth of what a
/// paced run takes.
/// </summary>
internal static partial class ProcessClock
{
    private const double NanosecondsPerSecond = 1e9;

    public static unsafe double Seconds(int process)
    {
        int clock;
        long* time = stackalloc long[2];
        return clock_getcpuclockid(process, &clock) == 0 && clock_gettime(clock, time) == 0
            ? time[0] + (time[1] / NanosecondsPerSecond)
            : throw new LoadException($"there is no process {process}, or there is none any more");
    }

    [LibraryImport("libc")]
    private static unsafe partial int clock_getcpuclockid(int process, int* clock);

    [LibraryImport("libc")]
    private static unsafe partial int clock_gettime(int clock, long* time);
}
