using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.ProtocolVersion;

namespace Pmq.Protocol.Tests;

/// <summary>Where a run of alike PUBLISH packets ends.</summary>
public sealed class PublishRunTests
{
    private static readonly PublishRunLimits NoLimits = new(int.MaxValue, int.MaxValue, int.MaxValue);

    [Theory]
    [InlineData(3, "30 ('t' |a|) 30 ('t' |bcd|) 30 ('t')")]
    [InlineData(2, "30 ('t' |a|) 30 ('t' |x|*300)")]
    [InlineData(2, "30 ('t' |x|*300) 30 ('t' |a|)")]
    [InlineData(3, "31 ('t' |a|) 31 ('t' |b|) 31 ('t' |c|)")]
    [InlineData(1, "30 ('t' |a|) 31 ('t' |a|)")]
    [InlineData(1, "32 ('t' 0001 |a|) 34 ('t' 0002 |a|)")]
    [InlineData(1, "32 ('t' 0001 |a|) 3A ('t' 0002 |a|)")]
    [InlineData(1, "30 ('t' |a|) C0 ()")]
    [InlineData(1, "30 ('t' |a|) 30 ('u' |a|) 30 ('t' |a|)")]
    [InlineData(1, "30 ('ab' |x|) 30 ('a' |bx|)")]
    [InlineData(1, "30 ('a' |bx|) 30 ('ab' |x|)")]
    [InlineData(1, "30 ('topic' |a|) 30 (0005)")]
    [InlineData(1, "30 ('topic' |a|) 30 (00)")]
    [InlineData(1, "30 ('topic' |a|) 30 ()")]
    public void It_ends_before_a_packet_with_another_first_byte_or_topic(int count, string packets) =>
        AssertRun(count, packets, Mqtt311);

    [Theory]
    [InlineData(3, "32 ('t' 0001 |a|) 32 ('t' 0002 |b|) 32 ('t' 0003 |c|)")]
    [InlineData(2, "34 ('t' 0001) 34 ('t' 0002)")]
    [InlineData(2, "32 ('t' 0001) 32 ('t' 0002) 32 ('t' 0004)")]
    [InlineData(1, "32 ('t' 0001) 32 ('t' 0001)")]
    [InlineData(1, "32 ('t' 0002) 32 ('t' 0001)")]
    [InlineData(1, "32 ('t' 0001) 32 ('t' 0000)")]
    [InlineData(2, "32 ('t' 00FF) 32 ('t' 0100) 32 ('t' 0001)")]
    [InlineData(2, "32 ('t' FFFE) 32 ('t' FFFF) 32 ('t' 0000)")]
    [InlineData(2, "32 ('t' FFFE) 32 ('t' FFFF) 32 ('t' 0001)")]
    [InlineData(1, "32 ('t' 0001) 32 ('t' 00)")]
    [InlineData(1, "32 ('t' 0001) 32 ('t')")]
    public void It_ends_where_packet_identifiers_are_not_in_sequence(int count, string packets) =>
        AssertRun(count, packets, Mqtt311);

    [Theory]
    [InlineData(3, "30 ('t' () |a|) 30 ('t' () |bcd|) 30 ('t' ())")]
    [InlineData(2, "32 ('t' 0001 (01 01) |a|) 32 ('t' 0002 (01 01) |b|)")]
    [InlineData(1, "30 ('t' () |a|) 30 ('t' (01 01) |a|)")]
    [InlineData(1, "30 ('t' (01 01) |a|) 30 ('t' () |a|)")]
    [InlineData(1, "30 ('t' (01 01) |a|) 30 ('t' (01 00) |a|)")]
    [InlineData(1, "30 ('t' (26 'a' 'b')) 30 ('t' (26 'a' 'c'))")]
    [InlineData(1, "30 ('t' (26 'a' 'b')) 30 ('t' (26 'a' 'b' 26 'a' 'b'))")]
    [InlineData(1, "30 ('t' ()) 30 ('t')")]
    [InlineData(1, "30 ('t' (01 01)) 30 ('t' 02 01)")]
    public void It_ends_before_a_packet_with_other_properties(int count, string packets) =>
        AssertRun(count, packets, Mqtt5);

    [Theory]
    [InlineData(1, "30 ('t' |a|) 30")]
    [InlineData(1, "30 ('t' |a|) 30 04")]
    [InlineData(1, "30 ('t' |a|) 30 04 't'")]
    [InlineData(1, "30 ('t' |a|) 30 80")]
    [InlineData(1, "30 ('t' |a|) 30 FF FF FF")]
    [InlineData(2, "30 ('t' |a|) 30 ('t' |b|) 30 04 't'")]
    public void It_ends_before_a_packet_that_is_not_whole(int count, string packets) =>
        AssertRun(count, packets, Mqtt311);

    [Theory]
    [InlineData("30 ('t' |a|) 30 84 00 't' |a|")]
    [InlineData("30 ('t' |a|) 30 84 80 80 00 't' |a|")]
    [InlineData("30 ('t' |a|) 30 FF FF FF FF 01")]
    [InlineData("30 ('t' |a|) 30 84 80 80 80 00 't' |a|")]
    public void A_remaining_length_that_is_not_in_its_shortest_form_is_left_to_the_frame_reader(string packets) =>
        AssertRun(1, packets, Mqtt311);

    [Fact]
    public void A_packet_that_is_larger_than_accepted_is_left_to_the_frame_reader()
    {
        const string packets = "30 ('t' |x|*7) 30 ('t' |x|*7) 30 ('t' |x|*8) 30 ('t' |x|*7)";

        AssertRun(2, packets, Mqtt311, NoLimits with { PacketBytesMax = 12 });
        AssertRun(4, packets, Mqtt311, NoLimits with { PacketBytesMax = 13 });
    }

    [Fact]
    public void It_has_no_more_packets_than_allowed()
    {
        const string packets = "30 ('t') 30 ('t') 30 ('t') 30 ('t')";

        AssertRun(3, packets, Mqtt311, NoLimits with { CountMax = 3 });
        AssertRun(1, packets, Mqtt311, NoLimits with { CountMax = 1 });
        AssertRun(1, packets, Mqtt311, NoLimits with { CountMax = 0 });
        AssertRun(1, packets, Mqtt311, NoLimits with { CountMax = -7 });
    }

    [Fact]
    public void It_has_no_more_bytes_than_allowed_unless_the_first_packet_has()
    {
        const string packets = "30 ('t' |ab|) 30 ('t' |cd|) 30 ('t' |x|*200) 30 ('t')";

        AssertRun(2, packets, Mqtt311, NoLimits with { BytesMax = 14 });
        AssertRun(1, packets, Mqtt311, NoLimits with { BytesMax = 13 });
        AssertRun(1, packets, Mqtt311, NoLimits with { BytesMax = 3 });
        AssertRun(2, packets, Mqtt311, NoLimits with { BytesMax = 14 + 205 });
        AssertRun(3, packets, Mqtt311, NoLimits with { BytesMax = 14 + 206 });
    }

    [Fact]
    public void What_lies_behind_the_end_of_the_buffer_is_not_looked_at()
    {
        byte[] bytes = PacketNotation.Parse("32 ('t' 0001 |a|) 32 ('t' 0002 |b|) 32 ('t' 0003 |c|)");
        for (int end = bytes.Length / 3; end <= bytes.Length; end++)
        {
            int whole = end / (bytes.Length / 3);
            Assert.Equal(whole, Read(bytes.AsSpan(0, end), Mqtt311, NoLimits).Count);
            Assert.Equal(whole, Read(bytes.AsSpan(0, end).ToArray(), Mqtt311, NoLimits).Count);
        }
    }

    private static void AssertRun(
        int count, string packets, ProtocolVersion version, PublishRunLimits? limits = null)
    {
        byte[] bytes = PacketNotation.Parse(packets);

        PublishRun run = Read(bytes, version, limits ?? NoLimits);

        int length = 0;
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(
                FrameStatus.Complete, new FrameReader(new(bytes[length..]), version, Client).Read(out Frame frame));
            length += frame.Length;
        }

        Assert.Equal((count, length), (run.Count, run.Length));
    }

    private static PublishRun Read(ReadOnlySpan<byte> bytes, ProtocolVersion version, PublishRunLimits limits)
    {
        var reader = new FrameReader(new(bytes.ToArray()), version, Client);
        Assert.Equal(FrameStatus.Complete, reader.Read(out Frame frame));
        Assert.Null(PublishDecoder.Decode(frame, version, Client, out PublishView first));
        return PublishRun.Read(bytes, frame.Length, first, limits);
    }
}
