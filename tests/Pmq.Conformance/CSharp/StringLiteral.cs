namespace Pmq.Conformance.CSharp;

/// <summary>A string of a source: where it begins, and the characters between its quotes as written.</summary>
public readonly record struct StringLiteral(int Start, string Value);
