using System.Globalization;

namespace Pmq.Protocol.Tests;

/// <summary>One packet of the table, in one version, and what the standard says of it.</summary>
internal sealed record PacketVector(ProtocolVersion Version, PacketSender Sender, string Notation)
{
    /// <summary>The meaning of a valid packet, in the words of <see cref="PacketText"/>; otherwise null.</summary>
    public string? Meaning { get; init; }

    /// <summary>How the encoders write the meaning, where they use fewer bytes or clear a bit that means nothing.</summary>
    public string? Rewritten { get; init; }

    /// <summary>The reason code of the refusal.</summary>
    public int Reason { get; init; }

    /// <summary>The clause of the refusal.</summary>
    public string? Clause { get; init; }

    public int MaximumPacketSize { get; init; } = int.MaxValue;

    public bool IsValid => Meaning is not null;

    public byte[] Bytes => PacketNotation.Parse(Notation);

    /// <summary>What names the row in a test's output.</summary>
    public string Name => MaximumPacketSize == int.MaxValue
        ? $"{Version} {Sender} {Notation}"
        : string.Create(CultureInfo.InvariantCulture, $"{Version} {Sender} {Notation} at most {MaximumPacketSize}");
}
