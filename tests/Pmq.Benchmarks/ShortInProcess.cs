using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Pmq.Benchmarks;

/// <summary>
/// How benchmarks are run here: few iterations, and in this process. The usual toolchain builds a project of its own
/// below the repository, which then falls under the central package versions and fails to restore.
/// </summary>
internal static class ShortInProcess
{
    public static IConfig Make() => DefaultConfig.Instance
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithIterationTime(TimeInterval.FromMilliseconds(100))
            .WithWarmupCount(6)
            .WithIterationCount(11)
            .WithId("short"))
        .AddColumn(StatisticColumn.Median)
        .HideColumns(Column.Error, Column.StdDev);
}
