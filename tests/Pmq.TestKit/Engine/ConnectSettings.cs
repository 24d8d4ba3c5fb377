using Pmq.Protocol;

namespace Pmq.TestKit;

/// <summary>What a test client puts into its CONNECT.</summary>
public sealed record ConnectSettings
{
    public ProtocolVersion Version { get; init; } = ProtocolVersion.Mqtt5;

    public string ClientId { get; init; } = "";

    public bool CleanStart { get; init; } = true;

    public ushort KeepAlive { get; init; }

    /// <summary>Properties as bytes; see <see cref="Props"/>.</summary>
    public byte[] Properties { get; init; } = [];

    public WillSettings? Will { get; init; }

    public string? UserName { get; init; }

    public byte[]? Password { get; init; }
}
