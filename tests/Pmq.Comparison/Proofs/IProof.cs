using Pmq.Comparison.Running;

namespace Pmq.Comparison.Proofs;

/// <summary>Something to be shown of one broker by itself, without another one beside it.</summary>
public interface IProof
{
    /// <summary>What it is chosen by.</summary>
    string Name { get; }

    /// <summary>Shows it and returns what was found, one line each.</summary>
    IEnumerable<Finding> Run(Contestant broker, Settings settings, WorkFolder work);
}
