namespace Pmq.Comparison.Profiling;

/// <summary>A frame of a sampled stack: the symbol as perf or the runtime names it, and what file it is in.</summary>
/// <remarks>Owner: immutable.</remarks>
public sealed record StackFrame(string Symbol, string File)
{
    public const string Unknown = "[unknown]";

    public bool IsKernel => File.StartsWith("[kernel", StringComparison.Ordinal)
        || File.StartsWith("[guest.kernel", StringComparison.Ordinal);

    /// <summary>The method, where it is one that the runtime compiled.</summary>
    public ManagedMethod? Method { get; } = ManagedMethod.Parse(Symbol);

    public bool IsIn(string file) => File.Contains(file, StringComparison.Ordinal);
}
