namespace Pmq.Broker.Outbound;

/// <summary>How far the exchange for one message has come.</summary>
internal enum InflightState : byte
{
    /// <summary>Over, or never begun: the slot is free.</summary>
    None,

    /// <summary>PUBLISH was sent, and PUBACK or PUBREC is awaited.</summary>
    PublishSent,

    /// <summary>PUBREL was sent, and PUBCOMP is awaited.</summary>
    PubrelSent,
}
