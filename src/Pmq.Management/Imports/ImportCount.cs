namespace Pmq.Management.Imports;

/// <summary>What came of the lines of one kind.</summary>
/// <param name="Taken">How many the node has.</param>
/// <param name="Skipped">How many were left out because there is something already, or they have expired.</param>
/// <param name="Refused">How many can't be taken.</param>
public sealed record ImportCount(long Taken, long Skipped, long Refused);
