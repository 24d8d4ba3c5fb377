using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>An AUTH that the session's turn is to send.</summary>
internal sealed record AuthenticationAnswer(ReasonCode Reason, byte[] Data);
