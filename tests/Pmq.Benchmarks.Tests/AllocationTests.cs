using Pmq.Benchmarks.Allocations;

namespace Pmq.Benchmarks.Tests;

/// <summary>
/// What a benchmark allocates is as committed; after a change that is meant to change it, run the benchmark program
/// with <c>--write-baseline</c> and look at the difference. Time is never gated: it is the machine's as much as ours.
/// </summary>
public sealed class AllocationTests
{
    private static readonly AllocationBaseline Committed = AllocationBaseline.Load();

    public static TheoryData<string> Names => [.. BenchmarkCase.All().Select(benchmark => benchmark.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_benchmark_allocates_as_the_baseline_says(string name)
    {
        BenchmarkCase benchmark = BenchmarkCase.All().Single(candidate => candidate.Name == name);

        long allocated = AllocationMeter.BytesPerOperation(benchmark);

        Assert.True(Committed.BytesByName.TryGetValue(name, out long expected), $"{name} is not in baseline.json.");
        Assert.Equal(expected, allocated);
    }

    [Fact]
    public void The_baseline_names_no_benchmark_that_is_gone() =>
        Assert.Empty(Committed.BytesByName.Keys.Except(BenchmarkCase.All().Select(benchmark => benchmark.Name)));
}
