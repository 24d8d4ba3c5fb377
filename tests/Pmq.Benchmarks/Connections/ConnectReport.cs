using System.Diagnostics;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Connections;

/// <summary>Prints what connections cost: live bytes, allocated bytes, turns and processor time.</summary>
internal static class ConnectReport
{
    private const int Idle = 20_000;
    private const int Connects = 100_000;
    private const int Repeats = 3;

    public static void Print()
    {
        foreach (ProtocolVersion version in (ProtocolVersion[])[ProtocolVersion.Mqtt311, ProtocolVersion.Mqtt5])
        {
            (double atOnce, double idle) = IdleConnections.BytesEach(version, Idle);
            Console.WriteLine($"{version}: {atOnce:f0} live bytes after the connect, {idle:f0} idle");
            for (int i = 0; i < Repeats; i++)
            {
                PrintConnects(version);
            }
        }
    }

    private static void PrintConnects(ProtocolVersion version)
    {
        var quiet = new QuietNode();
        var client = new SilentClient();
        var packets = new SilentPackets(version, number: 1);
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan time = Process.GetCurrentProcess().TotalProcessorTime;
        for (int i = 0; i < Connects; i++)
        {
            client.Connect(quiet, packets);
            client.Disconnect(quiet, packets);
        }

        time = Process.GetCurrentProcess().TotalProcessorTime - time;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Console.WriteLine(
            $"{version}: connect, subscribe, disconnect: {time.TotalMicroseconds / Connects:f2} µs,"
            + $" {(double)bytes / Connects:f0} bytes, {(double)quiet.Scheduler.TurnsRun / Connects:f1} turns");
    }
}
