namespace Pmq.Management.Imports;

/// <summary>What a line of an export holds.</summary>
internal enum LineKind
{
    /// <summary>A retained message.</summary>
    Retained,

    /// <summary>A session.</summary>
    Session,

    /// <summary>A message that waits for one.</summary>
    Queued,
}
