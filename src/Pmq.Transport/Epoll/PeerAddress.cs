using System.Buffers.Binary;
using System.Net;

namespace Pmq.Transport.Epoll;

/// <summary>Where a client is, in as few bytes as it takes; text is made of it when somebody asks.</summary>
/// <remarks>Owner: immutable.</remarks>
internal readonly struct PeerAddress
{
    /// <summary>The largest address that the kernel gives: that of IPv6.</summary>
    public const int MaximumSize = 28;

    private const int FamilyOfIPv4 = 2;
    private const int FamilyOfIPv6 = 10;

    private readonly UInt128 _address;
    private readonly uint _scope;
    private readonly ushort _port;
    private readonly byte _family;

    /// <summary>Reads what accept has filled in.</summary>
    public PeerAddress(ReadOnlySpan<byte> socketAddress)
    {
        _family = socketAddress.Length >= 2 ? (byte)BitConverter.ToUInt16(socketAddress) : (byte)0;
        if (_family == FamilyOfIPv4)
        {
            _port = BinaryPrimitives.ReadUInt16BigEndian(socketAddress[2..]);
            _address = BinaryPrimitives.ReadUInt32BigEndian(socketAddress[4..]);
        }
        else if (_family == FamilyOfIPv6)
        {
            _port = BinaryPrimitives.ReadUInt16BigEndian(socketAddress[2..]);
            _address = BinaryPrimitives.ReadUInt128BigEndian(socketAddress[8..]);
            _scope = BitConverter.ToUInt32(socketAddress[24..]);
        }
    }

    public override string ToString()
    {
        if (_family is not (FamilyOfIPv4 or FamilyOfIPv6))
        {
            return "unknown";
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _address);
        IPAddress address = _family == FamilyOfIPv4 ? new IPAddress(bytes[12..]) : new IPAddress(bytes, _scope);
        return new IPEndPoint(address, _port).ToString();
    }
}
