using System.Reflection;

namespace Pmq.Management.Api;

/// <summary>What a node says of itself.</summary>
/// <remarks>Owner: immutable.</remarks>
public sealed class NodeIdentity
{
    private readonly TimeProvider _clock;
    private readonly long _startedAt;
    private readonly DateTime _started;

    /// <summary>A node that starts now.</summary>
    public NodeIdentity(string node, TimeProvider clock)
    {
        Node = node;
        _clock = clock;
        _startedAt = clock.GetTimestamp();
        _started = Now;
    }

    /// <summary>The version of PMQ, without the commit it was built from.</summary>
    public static string Version { get; } =
        (typeof(NodeIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion ?? "").Split('+')[0];

    /// <summary>Its name.</summary>
    public string Node { get; }

    /// <summary>The time, in whole seconds.</summary>
    internal DateTime Now
    {
        get
        {
            DateTime now = _clock.GetUtcNow().UtcDateTime;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        }
    }

    /// <summary>All of it, with how long it has been up by now.</summary>
    public NodeInfo Describe() => new(
        "pmq", Version, Node, _started, (long)_clock.GetElapsedTime(_startedAt).TotalSeconds);
}
