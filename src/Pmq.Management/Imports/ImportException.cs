namespace Pmq.Management.Imports;

/// <summary>What came is no export at all. The message says why, for people.</summary>
internal sealed class ImportException(string message) : Exception(message);
