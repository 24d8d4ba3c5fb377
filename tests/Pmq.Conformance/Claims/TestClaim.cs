namespace Pmq.Conformance.Claims;

/// <summary>An id that an attribute puts on a test, or on all of a class when <see cref="Method"/> is null.</summary>
/// <param name="Kind">The attribute.</param>
/// <param name="Id">The id; empty when the attribute has no literal one.</param>
/// <param name="TestClass">The class, without its namespace.</param>
/// <param name="Method">The test, or null.</param>
/// <param name="Place">File and line, for a message.</param>
/// <param name="Fault">Why it proves nothing, or null.</param>
public sealed record TestClaim(
    ClaimKind Kind, string Id, string TestClass, string? Method, string Place, string? Fault)
{
    public string TestName => Method is null ? TestClass : $"{TestClass}.{Method}";
}
