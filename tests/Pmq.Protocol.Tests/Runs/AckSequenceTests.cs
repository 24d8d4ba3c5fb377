using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.ProtocolVersion;

namespace Pmq.Protocol.Tests;

/// <summary>Where a sequence of acknowledgements ends.</summary>
public sealed class AckSequenceTests
{
    [Theory]
    [InlineData("40")]
    [InlineData("50")]
    [InlineData("62")]
    [InlineData("70")]
    public void Acknowledgements_of_every_type_are_found_as_long_as_they_are_in_sequence(string header)
    {
        AssertCount(3, $"{header} (0001) {header} (0002) {header} (0003)");
        AssertCount(2, $"{header} (00FF) {header} (0100) {header} (0102)");
        AssertCount(1, $"{header} (0001) {header} (0001)");
        AssertCount(1, $"{header} (0002) {header} (0001)");
        AssertCount(2, $"{header} (FFFE) {header} (FFFF) {header} (0000)");
        AssertCount(2, $"{header} (FFFE) {header} (FFFF) {header} (0001)");
        AssertCount(1, $"{header} (FFFF) {header} (0001)");
        AssertCount(1, $"{header} (0001)");
    }

    [Theory]
    [InlineData(1, "40 (0001) 50 (0002)")]
    [InlineData(1, "50 (0001) 62 (0002)")]
    [InlineData(1, "62 (0001) 70 (0002)")]
    [InlineData(2, "40 (0001) 40 (0002) C0 () 40 (0003)")]
    [InlineData(1, "62 (0001) 6A (0002)")]
    public void It_ends_before_a_packet_of_another_type(int count, string packets) => AssertCount(count, packets);

    [Theory]
    [InlineData(1, "40 (0001 00) 40 (0002 00)")]
    [InlineData(1, "40 (0001 10) 40 (0002 10)")]
    [InlineData(1, "40 (0001 00 ()) 40 (0002 00 ())")]
    [InlineData(1, "40 (0001 00 (1F 'why')) 40 (0002)")]
    [InlineData(2, "40 (0001) 40 (0002) 40 (0003 00)")]
    [InlineData(2, "50 (0001) 50 (0002) 50 (0003 00 (26 'a' 'b')) 50 (0004)")]
    [InlineData(1, "40 (0001) 40 82 00 0002")]
    public void Longer_forms_are_taken_one_by_one(int count, string packets) => AssertCount(count, packets);

    [Theory]
    [InlineData(1, "40 (0001) 40 02 00")]
    [InlineData(1, "40 (0001) 40 02")]
    [InlineData(1, "40 (0001) 40")]
    [InlineData(2, "40 (0001) 40 (0002) 40 02 00")]
    public void It_ends_before_a_packet_that_is_not_whole(int count, string packets) => AssertCount(count, packets);

    [Fact]
    public void It_has_no_more_packets_than_allowed()
    {
        byte[] bytes = PacketNotation.Parse("40 (0001) 40 (0002) 40 (0003) 40 (0004)");

        Assert.Equal(3, AckSequence.Count(bytes, 3));
        Assert.Equal(1, AckSequence.Count(bytes, 1));
        Assert.Equal(4, AckSequence.Count(bytes, 9));
    }

    [Fact]
    public void A_packet_that_is_split_over_segments_is_one()
    {
        Assert.Equal(1, AckSequence.Count([], 100));
    }

    [Fact]
    public void All_identifiers_there_are_can_be_in_sequence()
    {
        byte[] bytes =
            [.. Enumerable.Range(1, ushort.MaxValue).SelectMany(id => (byte[])[0x40, 2, (byte)(id >> 8), (byte)id])];

        Assert.Equal(ushort.MaxValue, AckSequence.Count(bytes, int.MaxValue));
        Assert.Equal(ushort.MaxValue, AckSequence.Count([.. bytes, .. bytes], int.MaxValue));
    }

    private static void AssertCount(int count, string packets)
    {
        byte[] bytes = PacketNotation.Parse(packets);
        var reader = new FrameReader(new(bytes), Mqtt5, Client);
        Assert.Equal(FrameStatus.Complete, reader.Read(out Frame frame));
        Assert.Null(AckDecoder.Decode(frame, Mqtt5, Client, out _));

        Assert.Equal(count, AckSequence.Count(bytes, int.MaxValue));

        // The bytes behind the end would go on with the sequence.
        byte[] more = [.. bytes, 0x00, 0x02, 0x00, 0x03];
        Assert.Equal(count, AckSequence.Count(more.AsSpan(0, bytes.Length), int.MaxValue));
    }
}
