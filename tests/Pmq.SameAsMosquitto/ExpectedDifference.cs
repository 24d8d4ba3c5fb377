namespace Pmq.SameAsMosquitto;

/// <summary>A difference that is meant.</summary>
/// <param name="Clause">The statement or section of the standard that leaves the choice.</param>
/// <param name="Reason">Why PMQ chose otherwise.</param>
/// <param name="Lines">All lines that differ: <c>-</c> for mosquitto's, <c>+</c> for PMQ's.</param>
public sealed record ExpectedDifference(string Clause, string Reason, params string[] Lines);
