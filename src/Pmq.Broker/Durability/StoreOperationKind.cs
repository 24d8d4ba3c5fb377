namespace Pmq.Broker.Durability;

/// <summary>What a step of a QoS 2 exchange changes in the store.</summary>
public enum StoreOperationKind : byte
{
    /// <summary>A publisher's message and packet identifier were taken on: PUBREC and delivery follow.</summary>
    Receive,

    /// <summary>A publisher's packet identifier is free again: PUBCOMP follows.</summary>
    Complete,

    /// <summary>A subscriber has the message: PUBREL follows, and the message itself is not needed any more.</summary>
    Release,
}
