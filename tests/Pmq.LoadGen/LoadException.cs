namespace Pmq.LoadGen;

/// <summary>The run can't go on, and the message says why in words for the user.</summary>
internal sealed class LoadException(string message) : Exception(message);
