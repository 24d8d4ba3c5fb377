namespace Pmq.Comparison.Running;

/// <summary>A folder of this run's own, gone at its end.</summary>
public sealed class WorkFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("pmq-compare-").FullName;

    public string In(string name) => Directory.CreateDirectory(Path.Combine(_path, name)).FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
