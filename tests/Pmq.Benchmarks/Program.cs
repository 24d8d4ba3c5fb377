using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Pmq.Benchmarks.Allocations;

namespace Pmq.Benchmarks;

internal static class Program
{
    private const string WriteBaseline = "--write-baseline";

    public static int Main(string[] args)
    {
        if (args.Contains(WriteBaseline))
        {
            string path = AllocationBaseline.SourcePath();
            AllocationBaseline.Measure().Save(path);
            Console.WriteLine($"Wrote {path}");
            return 0;
        }

        IConfig config = ShortInProcess.Make();
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
        return 0;
    }
}
