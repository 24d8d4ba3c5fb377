using System.Globalization;
using System.Text;
using Pmq.Protocol;

namespace Pmq.TestKit;

/// <summary>A packet that a client received, copied out so that a test can look at it whenever it likes.</summary>
public sealed record Packet
{
    public required PacketType Type { get; init; }

    /// <summary>The first byte: type and flags.</summary>
    public byte Header { get; init; }

    public ushort PacketId { get; init; }

    /// <summary>Reason code; in 3.x the return code of CONNACK.</summary>
    public ReasonCode Reason { get; init; }

    public bool SessionPresent { get; init; }

    public string Topic { get; init; } = "";

    public byte[] Payload { get; init; } = [];

    public QoS QoS { get; init; }

    public bool Retain { get; init; }

    public bool Dup { get; init; }

    /// <summary>The codes of SUBACK and UNSUBACK.</summary>
    public ReasonCode[] Codes { get; init; } = [];

    public IReadOnlyList<Property> Properties { get; init; } = [];

    /// <summary>The whole packet on the wire.</summary>
    public int Size { get; init; }

    public string Text => Encoding.UTF8.GetString(Payload);

    public bool Has(PropertyId id) => Properties.Any(property => property.Id == id);

    public uint Number(PropertyId id) => Properties.First(property => property.Id == id).Number;

    public string TextOf(PropertyId id) => Encoding.UTF8.GetString(Properties.First(property => property.Id == id).Bytes);

    public byte[] Binary(PropertyId id) => Properties.First(property => property.Id == id).Bytes;

    public uint[] Numbers(PropertyId id) =>
        [.. Properties.Where(property => property.Id == id).Select(property => property.Number)];

    /// <summary>The user properties as <c>name=value</c>, in their order.</summary>
    public string[] UserProperties =>
        [.. Properties.Where(property => property.Id == PropertyId.UserProperty)
            .Select(property => Encoding.UTF8.GetString(property.Bytes) + "=" + Encoding.UTF8.GetString(property.Second))];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Type} id={PacketId} reason=0x{(byte)Reason:X2} {Topic} '{Text}' {QoS}{(Retain ? " retain" : "")}{(Dup ? " dup" : "")}");

    /// <summary>One property.</summary>
    public sealed record Property(PropertyId Id, uint Number, byte[] Bytes, byte[] Second);
}
