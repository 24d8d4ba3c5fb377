namespace Pmq.Protocol.Tests;

/// <summary>The packet table drives decoding, encoding and refusal.</summary>
public sealed class PacketVectorTests
{
    public static TheoryData<string> Valid => AllVectors.Names(vector => vector.IsValid);

    public static TheoryData<string> Refused => AllVectors.Names(vector => !vector.IsValid);

    [Theory]
    [MemberData(nameof(Valid))]
    [Seed("GMQ-03")]
    public void A_valid_packet_is_read_as_what_it_means(string name)
    {
        PacketVector vector = AllVectors.Named(name);
        byte[] bytes = vector.Bytes;

        Assert.Equal(
            new Answer(FrameStatus.Complete, bytes.Length, vector.Meaning, 0, null),
            Answer.To(bytes, vector.Version, vector.Sender));
    }

    [Theory]
    [MemberData(nameof(Valid))]
    [Seed("GMQ-03")]
    public void What_was_read_is_written_as_the_same_bytes(string name)
    {
        PacketVector vector = AllVectors.Named(name);
        byte[] expected = vector.Rewritten is null ? vector.Bytes : PacketNotation.Parse(vector.Rewritten);

        Assert.Equal(expected, PacketRewriter.Rewrite(vector.Bytes, vector.Version, vector.Sender));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_bad_packet_is_refused_with_its_reason_and_clause(string name)
    {
        PacketVector vector = AllVectors.Named(name);

        Answer answer = Answer.To(
            new(vector.Bytes), vector.Version, vector.Sender, vector.MaximumPacketSize);

        Assert.Equal((vector.Reason, vector.Clause), (answer.Reason, answer.Clause));
        Assert.Null(answer.Meaning);
        Assert.NotEqual(FrameStatus.NeedMore, answer.Status);
    }

    [Fact]
    public void The_table_is_large_enough_and_no_row_is_there_twice()
    {
        Assert.True(AllVectors.Written.Count >= 300);
        Assert.Equal(
            AllVectors.Every.Count,
            AllVectors.Every.DistinctBy(vector =>
                (vector.Version, vector.Sender, Convert.ToHexString(vector.Bytes), vector.MaximumPacketSize)).Count());
    }

    [Fact]
    public void The_table_has_valid_and_bad_packets_of_every_type_and_version()
    {
        var missing = new List<string>();
        foreach (ProtocolVersion version in Enum.GetValues<ProtocolVersion>())
        {
            foreach (PacketType type in Enum.GetValues<PacketType>())
            {
                List<PacketVector> rows =
                    [.. AllVectors.Written.Where(row => row.Version == version && row.Bytes[0] >> 4 == (int)type)];
                bool exists = type != PacketType.Auth || version == ProtocolVersion.Mqtt5;
                if ((exists && !rows.Any(row => row.IsValid)) || rows.All(row => row.IsValid))
                {
                    missing.Add($"{type} in {version}");
                }
            }
        }

        Assert.Empty(missing);
    }
}
