using Pmq.Protocol;

namespace Pmq.Broker.Tests.Publishing.Feeding;

/// <summary>What a client of a script is.</summary>
internal sealed record FedClientSpec(string Name, ProtocolVersion Version)
{
    /// <summary>Whether its session outlives its connection.</summary>
    public bool IsKept { get; init; }

    /// <summary>The properties of its CONNECT.</summary>
    public byte[] ConnectProperties { get; init; } = [];

    /// <summary>What it subscribes to.</summary>
    public (string Filter, SubscriptionOptions Options)[] Filters { get; init; } = [];

    /// <summary>The properties of its SUBSCRIBE.</summary>
    public byte[] SubscribeProperties { get; init; } = [];

    /// <summary>Whether others share its subscription, so that only together they get the same.</summary>
    public bool Shares { get; init; }

    public bool IsMqtt5 => Version == ProtocolVersion.Mqtt5;
}
