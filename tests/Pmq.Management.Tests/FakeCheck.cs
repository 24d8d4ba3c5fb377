using Pmq.Management.Health;

namespace Pmq.Management.Tests;

/// <summary>A part of a node that is what a test says it is.</summary>
internal sealed class FakeCheck(string name) : IReadinessCheck
{
    public string Name => name;

    public string? Detail { get; set; }
}
