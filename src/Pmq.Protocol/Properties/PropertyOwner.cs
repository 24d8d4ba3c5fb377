namespace Pmq.Protocol;

/// <summary>
/// Where a list of properties stands: the bit of its packet type, or the will within CONNECT, which has a list of its
/// own.
/// </summary>
[Flags]
internal enum PropertyOwner : ushort
{
    None = 0,
    Will = 1 << 0,
    Connect = 1 << PacketType.Connect,
    Connack = 1 << PacketType.Connack,
    Publish = 1 << PacketType.Publish,
    Puback = 1 << PacketType.Puback,
    Pubrec = 1 << PacketType.Pubrec,
    Pubrel = 1 << PacketType.Pubrel,
    Pubcomp = 1 << PacketType.Pubcomp,
    Subscribe = 1 << PacketType.Subscribe,
    Suback = 1 << PacketType.Suback,
    Unsubscribe = 1 << PacketType.Unsubscribe,
    Unsuback = 1 << PacketType.Unsuback,
    Disconnect = 1 << PacketType.Disconnect,
    Auth = 1 << PacketType.Auth,
    Message = Publish | Will,
    Answers = Connack | Puback | Pubrec | Pubrel | Pubcomp | Suback | Unsuback | Disconnect | Auth,
    Everywhere = Message | Answers | Connect | Subscribe | Unsubscribe,
}
