namespace Pmq.Management.Imports;

/// <summary>Why a line was not taken.</summary>
/// <param name="Line">Its number, from 1 on.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record ImportProblem(long Line, string Reason);
