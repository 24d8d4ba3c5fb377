namespace Pmq.Conformance.CSharp;

/// <summary>A type and the places between its braces.</summary>
internal readonly record struct TypeSpan(string Name, int Start, int End)
{
    public bool Holds(int index) => index >= Start && index < End;
}
