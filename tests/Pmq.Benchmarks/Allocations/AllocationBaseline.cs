using System.Text.Json;

namespace Pmq.Benchmarks.Allocations;

/// <summary>Allocated bytes for each benchmark, as committed in <c>baseline.json</c> or as measured now.</summary>
public sealed class AllocationBaseline(IReadOnlyDictionary<string, long> bytesByName)
{
    private const string FileName = "baseline.json";
    private const string ProjectFile = "Pmq.Benchmarks.csproj";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Bytes per operation by the benchmark's name.</summary>
    public IReadOnlyDictionary<string, long> BytesByName { get; } = bytesByName;

    /// <summary>Runs all benchmarks and counts.</summary>
    public static AllocationBaseline Measure() =>
        new(new SortedDictionary<string, long>(
            BenchmarkCase.All().ToDictionary(benchmark => benchmark.Name, AllocationMeter.BytesPerOperation),
            StringComparer.Ordinal));

    /// <summary>The committed file, beside the program.</summary>
    public static AllocationBaseline Load()
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, FileName));
        return new AllocationBaseline(JsonSerializer.Deserialize<SortedDictionary<string, long>>(text)!);
    }

    /// <summary>Where the committed file lies in the sources: beside the project file above the program.</summary>
    public static string SourcePath()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, ProjectFile)))
        {
            folder = folder.Parent;
        }

        return folder is null
            ? throw new DirectoryNotFoundException($"No {ProjectFile} above {AppContext.BaseDirectory}")
            : Path.Combine(folder.FullName, FileName);
    }

    /// <summary>Writes the file.</summary>
    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(BytesByName, Format) + "\n");
}
