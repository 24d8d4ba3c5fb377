using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Pmq.Benchmarks.Allocations;
using Pmq.Benchmarks.Connections;

namespace Pmq.Benchmarks;

internal static class Program
{
    private const string WriteBaseline = "--write-baseline";
    private const string Connections = "--connections";

    public static int Main(string[] args)
    {
        if (args.Contains(WriteBaseline))
        {
            string path = AllocationBaseline.SourcePath();
            AllocationBaseline.Measure().Save(path);
            Console.WriteLine($"Wrote {path}");
            return 0;
        }

        if (args.Contains(Connections))
        {
            ConnectReport.Print();
            return 0;
        }

        IConfig config = ShortInProcess.Make();
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
        return 0;
    }
}
