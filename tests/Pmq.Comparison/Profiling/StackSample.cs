namespace Pmq.Comparison.Profiling;

/// <summary>A sampled stack, what ran first.</summary>
/// <remarks>Owner: immutable.</remarks>
public sealed record StackSample(string Thread, IReadOnlyList<StackFrame> Frames);
