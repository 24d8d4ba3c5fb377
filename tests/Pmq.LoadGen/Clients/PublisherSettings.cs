namespace Pmq.LoadGen.Clients;

/// <summary>What one publisher sends and how much of it at a time.</summary>
internal sealed record PublisherSettings
{
    /// <summary>Its place among the publishers; it stands in every payload.</summary>
    public required int Number { get; init; }

    /// <summary>The messages it sends, over and over in this order.</summary>
    public required IReadOnlyList<PublishTemplate> Templates { get; init; }

    /// <summary>Messages under way.</summary>
    public required int Window { get; init; }

    /// <summary>Messages in all.</summary>
    public long MessagesMax { get; init; } = long.MaxValue;

    /// <summary>True when a message is under way until subscribers have it, not only until the broker has.</summary>
    public bool CountsDeliveries { get; init; } = true;

    /// <summary>True when it sends only what <see cref="Publisher.Allow"/> lets it.</summary>
    public bool IsPaced { get; init; }
}
