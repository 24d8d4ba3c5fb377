namespace Pmq.Broker.Sessions;

/// <summary>What a mail to the registrar is about.</summary>
internal enum RegistrarMailKind : byte
{
    /// <summary>A connection asks for its session.</summary>
    Claim,

    /// <summary>A session is over.</summary>
    Over,

    /// <summary>A session broke.</summary>
    Broke,

    /// <summary>A connection is gone.</summary>
    Disconnected,

    /// <summary>Somebody wants a list.</summary>
    List,

    /// <summary>Somebody wants to know whether there is a session.</summary>
    Look,

    /// <summary>A session comes from another node.</summary>
    Adopt,

    /// <summary>An operator ends a connection or session.</summary>
    End,

    /// <summary>Another node has the store.</summary>
    StoreIsLost,

    /// <summary>The node stops.</summary>
    Stop,
}
