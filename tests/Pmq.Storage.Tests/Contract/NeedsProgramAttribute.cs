namespace Pmq.Storage.Tests.Contract;

/// <summary>Names the program without which the tests of the suite are skipped for this store.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsProgramAttribute(string program) : Attribute
{
    public string Program { get; } = program;
}
