namespace Pmq.Protocol;

/// <summary>What to write as a CONNECT.</summary>
public readonly ref struct ConnectPacket
{
    /// <summary>A client's CONNECT without will, name and password.</summary>
    public ConnectPacket(ProtocolVersion version, ReadOnlySpan<byte> clientId)
    {
        Version = version;
        ClientId = clientId;
    }

    /// <summary>The version to speak.</summary>
    public ProtocolVersion Version { get; init; }

    /// <summary>Clean start in 5.0, clean session before.</summary>
    public bool CleanStart { get; init; }

    /// <summary>Keep alive in seconds, 0 for none.</summary>
    public ushort KeepAlive { get; init; }

    /// <summary>Properties as <see cref="PropertyWriter"/> writes them; 5.0 only.</summary>
    public ReadOnlySpan<byte> Properties { get; init; }

    /// <summary>The client identifier.</summary>
    public ReadOnlySpan<byte> ClientId { get; init; }

    /// <summary>True when <see cref="Will"/> is meant.</summary>
    public bool HasWill { get; init; }

    /// <summary>The will.</summary>
    public WillPacket Will { get; init; }

    /// <summary>True when <see cref="UserName"/> is meant.</summary>
    public bool HasUserName { get; init; }

    /// <summary>The user name.</summary>
    public ReadOnlySpan<byte> UserName { get; init; }

    /// <summary>True when <see cref="Password"/> is meant.</summary>
    public bool HasPassword { get; init; }

    /// <summary>The password.</summary>
    public ReadOnlySpan<byte> Password { get; init; }

    internal byte Flags => (byte)(
        (CleanStart ? 0b0000_0010 : 0)
        | (HasWill ? 0b0000_0100 | ((int)Will.QoS << 3) | (Will.Retain ? 0b0010_0000 : 0) : 0)
        | (HasPassword ? 0b0100_0000 : 0)
        | (HasUserName ? 0b1000_0000 : 0));
}
