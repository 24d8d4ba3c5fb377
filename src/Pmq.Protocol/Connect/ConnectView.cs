namespace Pmq.Protocol;

/// <summary>A CONNECT packet.</summary>
public readonly ref struct ConnectView
{
    /// <summary>The version the client speaks.</summary>
    public ProtocolVersion Version { get; internal init; }

    /// <summary>Clean start in 5.0, clean session before.</summary>
    public bool CleanStart { get; internal init; }

    /// <summary>Keep alive in seconds, 0 for none.</summary>
    public ushort KeepAlive { get; internal init; }

    /// <summary>The properties, 5.0 only.</summary>
    public PropertyList Properties { get; internal init; }

    /// <summary>The client identifier; may be empty.</summary>
    public ByteView ClientId { get; internal init; }

    /// <summary>True when there is a will.</summary>
    public bool HasWill { get; internal init; }

    /// <summary>The will, when there is one.</summary>
    public WillView Will { get; internal init; }

    /// <summary>True when a user name was sent.</summary>
    public bool HasUserName { get; internal init; }

    /// <summary>The user name, when there is one.</summary>
    public ByteView UserName { get; internal init; }

    /// <summary>True when a password was sent.</summary>
    public bool HasPassword { get; internal init; }

    /// <summary>The password, when there is one.</summary>
    public ByteView Password { get; internal init; }
}
