namespace Pmq.Management.Health;

/// <summary>A part of the node that may keep it from doing its work. All that are registered are asked.</summary>
public interface IReadinessCheck
{
    /// <summary>What operators call the part, such as <c>store</c>.</summary>
    string Name { get; }

    /// <summary>What is wrong at present; null when all is well. It is asked on any thread and must not wait.</summary>
    string? Detail { get; }
}
