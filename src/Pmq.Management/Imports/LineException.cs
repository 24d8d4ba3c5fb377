namespace Pmq.Management.Imports;

/// <summary>A line can't be taken. The message says why, for people.</summary>
internal sealed class LineException(string message) : Exception(message);
