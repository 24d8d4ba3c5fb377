namespace Pmq.Protocol;

/// <summary>Which values a number may have beyond what its type says.</summary>
internal enum ValueRange : byte
{
    Any,
    ZeroOrOne,
    NotZero,
}
