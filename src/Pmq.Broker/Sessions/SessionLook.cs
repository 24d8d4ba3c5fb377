namespace Pmq.Broker.Sessions;

/// <summary>A question whether a client has a session.</summary>
/// <param name="ClientId">Whose.</param>
/// <param name="Receive">Who is told, from any thread.</param>
internal sealed record SessionLook(string ClientId, Action<bool> Receive);
