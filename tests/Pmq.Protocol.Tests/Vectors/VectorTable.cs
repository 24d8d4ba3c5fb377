using System.Collections;

namespace Pmq.Protocol.Tests;

/// <summary>Collects rows that hold for several versions as one vector for each.</summary>
internal sealed class VectorTable : IEnumerable<PacketVector>
{
    private readonly List<PacketVector> _vectors = [];

    /// <summary>A valid packet and its meaning.</summary>
    public void Add(Versions versions, PacketSender sender, string notation, string meaning) =>
        AddEach(versions, sender, notation, vector => vector with { Meaning = meaning });

    /// <summary>A valid packet that the encoders write otherwise.</summary>
    public void Add(Versions versions, PacketSender sender, string notation, string meaning, string rewritten) =>
        AddEach(versions, sender, notation, vector => vector with { Meaning = meaning, Rewritten = rewritten });

    /// <summary>A refused packet with the same clause in all its versions.</summary>
    public void Add(Versions versions, PacketSender sender, string notation, int reason, string clause) =>
        Add(versions, sender, notation, reason, clause, clause);

    /// <summary>A refused packet with the clause before 5.0 and the one of 5.0.</summary>
    public void Add(
        Versions versions, PacketSender sender, string notation, int reason, string clause3, string clause5) =>
        AddEach(versions, sender, notation, vector => vector with
        {
            Reason = reason,
            Clause = vector.Version == ProtocolVersion.Mqtt5 ? clause5 : clause3,
        });

    /// <summary>A packet that is larger than its reader allows.</summary>
    public void Add(
        Versions versions, PacketSender sender, string notation, int maximumPacketSize, int reason, string clause) =>
        AddEach(versions, sender, notation, vector => vector with
        {
            Reason = reason,
            Clause = clause,
            MaximumPacketSize = maximumPacketSize,
        });

    public void Add(PacketVector vector) => _vectors.Add(vector);

    public IEnumerator<PacketVector> GetEnumerator() => _vectors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void AddEach(
        Versions versions, PacketSender sender, string notation, Func<PacketVector, PacketVector> complete)
    {
        foreach ((Versions flag, ProtocolVersion version) in (ReadOnlySpan<(Versions, ProtocolVersion)>)
            [
                (Versions.V31, ProtocolVersion.Mqtt31),
                (Versions.V311, ProtocolVersion.Mqtt311),
                (Versions.V5, ProtocolVersion.Mqtt5),
            ])
        {
            if (versions.HasFlag(flag))
            {
                _vectors.Add(complete(new PacketVector(version, sender, notation)));
            }
        }
    }
}
