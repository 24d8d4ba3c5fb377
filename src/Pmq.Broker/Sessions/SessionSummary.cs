namespace Pmq.Broker.Sessions;

/// <summary>What a listing says of a session. The numbers are those of its last turn.</summary>
public sealed record SessionSummary
{
    /// <summary>The client identifier.</summary>
    public required string ClientId { get; init; }

    /// <summary>True when its client is connected.</summary>
    public required bool IsOnline { get; init; }

    /// <summary>How many filters it subscribes to.</summary>
    public required int Subscriptions { get; init; }

    /// <summary>QoS 1 and 2 messages under way.</summary>
    public required int Inflight { get; init; }

    /// <summary>Messages that wait.</summary>
    public required int Queued { get; init; }

    /// <summary>Messages dropped over its life.</summary>
    public required long Dropped { get; init; }

    internal static SessionSummary Of(Session session) => new()
    {
        ClientId = session.Name,
        IsOnline = session.IsOnline,
        Subscriptions = session.Subscriptions.Count,
        Inflight = session.InflightCount,
        Queued = session.QueuedCount,
        Dropped = session.DroppedCount,
    };
}
