using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>Where a publisher gets its messages from.</summary>
internal interface IMessageSource
{
    Outgoing Next(ushort packetId, QoS qos, Random random);

    /// <summary>The broker has acknowledged the message: it promises to deliver it.</summary>
    void Acknowledged(Outgoing message);
}
