namespace Pmq.Broker.Sessions;

/// <summary>What a mail to a session is about.</summary>
public enum MailKind : byte
{
    /// <summary>A message, or an array of them, for the session's subscriptions.</summary>
    Deliver,

    /// <summary>The client acknowledges packet identifiers that follow each other.</summary>
    ClientAcknowledges,

    /// <summary>The client is to be sent acknowledgements of packet identifiers that follow each other.</summary>
    AcknowledgeClient,

    /// <summary>A connection asks for the session.</summary>
    Attach,

    /// <summary>The session's connection has ended and its read loop with it.</summary>
    InboundEnded,

    /// <summary>The client broke a rule; it is told and closed.</summary>
    Violation,

    /// <summary>A SUBSCRIBE or UNSUBSCRIBE.</summary>
    FilterRequest,

    /// <summary>The router has carried a request out.</summary>
    Routed,

    /// <summary>The client wants a PINGRESP.</summary>
    Ping,

    /// <summary>The client's socket takes bytes again.</summary>
    OutletReady,

    /// <summary>A timer rang.</summary>
    Timer,

    /// <summary>The broker ends the connection, and perhaps the session.</summary>
    Close,

    /// <summary>Something of the session is in the store.</summary>
    Stored,

    /// <summary>What an answer to the client waits for is safe.</summary>
    PledgeKept,

    /// <summary>A message of a shared group is safe with another member.</summary>
    HandedOver,

    /// <summary>Queued messages were read from the store, or could not be.</summary>
    PageRead,

    /// <summary>It is time to try to read them again.</summary>
    ReadAgain,

    /// <summary>The session was found in the store when the node started.</summary>
    Restored,

    /// <summary>A step of a re-authentication is to be sent.</summary>
    Authentication,

    /// <summary>Nothing but a turn is wanted.</summary>
    Nudge,
}
