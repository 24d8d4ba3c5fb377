using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>How a connection ended, as its read loop saw it.</summary>
/// <param name="ByDisconnect">True when the client sent DISCONNECT.</param>
/// <param name="Reason">The reason it gave.</param>
/// <param name="SessionExpiry">The session expiry it set with it, or null.</param>
internal sealed record ConnectionEnd(
    bool ByDisconnect, ReasonCode Reason = ReasonCode.Success, uint? SessionExpiry = null)
{
    /// <summary>The connection was lost, or the broker ended it.</summary>
    public static ConnectionEnd Lost { get; } = new(ByDisconnect: false);

    /// <summary>The client left as most do: with a DISCONNECT that says nothing else.</summary>
    public static ConnectionEnd Normal { get; } = new(ByDisconnect: true);

    /// <summary>True when the client took its will back [MQTT-3.14.4-3].</summary>
    public bool DropsWill => ByDisconnect && Reason == ReasonCode.Success;
}
