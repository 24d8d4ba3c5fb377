namespace Pmq.Protocol.Tests;

/// <summary>The versions a row of the packet table holds for.</summary>
[Flags]
internal enum Versions
{
    None = 0,
    V31 = 1,
    V311 = 2,
    V5 = 4,
    V3 = V31 | V311,
    Since311 = V311 | V5,
    All = V3 | V5,
}
