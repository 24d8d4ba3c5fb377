using Pmq.Broker.Messages;

namespace Pmq.Broker.Connections;

/// <summary>A will as CONNECT gave it.</summary>
/// <param name="Message">What to publish.</param>
/// <param name="DelaySeconds">How long to wait for the client's return.</param>
/// <param name="ExpirySeconds">How long the published message lives; null for as long as the node lets it.</param>
internal sealed record WillSpec(Message Message, uint DelaySeconds, uint? ExpirySeconds);
