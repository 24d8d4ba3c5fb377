namespace Pmq.Server.Verbs;

/// <summary>A node did not answer, or said no. The message is a line for the operator.</summary>
internal sealed class NodeClientException(string message) : Exception(message);
