using System.Net;

namespace Pmq.Hosting;

/// <summary>Where the node listens for MQTT, once it does: a port of 0 has become the one it got.</summary>
/// <remarks>Owner: whoever starts the program; it is filled before the start is over.</remarks>
public sealed class MqttEndpoints
{
    private readonly List<Func<IPEndPoint>> _endpoints = [];

    /// <summary>The addresses with their ports.</summary>
    public IReadOnlyList<IPEndPoint> Bound => [.. _endpoints.Select(endpoint => endpoint())];

    internal void Add(Func<IPEndPoint> endpoint) => _endpoints.Add(endpoint);
}
