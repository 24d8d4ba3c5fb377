using System.Buffers;
using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.ProtocolVersion;

namespace Pmq.Protocol.Tests;

public sealed class FrameReaderTests
{
    private static readonly string[] Batch =
    [
        "30 ('t' |one|)", "C0 ()", "32 ('t/u' 0001)", "E0 ()", "30 ('long' |x|*300)", "40 (0001)", "82 (0002 't' 01)",
    ];

    public static TheoryData<string> Splits => ["whole", "single", "gaps", "1", "2", "3", "4", "5"];

    [Theory]
    [MemberData(nameof(Splits))]
    public void A_batch_is_read_packet_by_packet_however_it_is_split(string split)
    {
        byte[] bytes = PacketNotation.Parse(string.Concat(Batch));
        ReadOnlySequence<byte> input = Split(bytes, split);
        var reader = new FrameReader(input, Mqtt311, Client);
        long consumed = 0;

        foreach (string packet in Batch)
        {
            byte[] expected = PacketNotation.Parse(packet);
            Assert.Equal(FrameStatus.Complete, reader.Read(out Frame frame));
            consumed += expected.Length;

            Assert.Equal(expected.Length, frame.Length);
            Assert.Equal(expected[0], frame.Header);
            Assert.Equal(expected[(expected.Length - frame.Body.Length)..], frame.Body.ToArray());
            Assert.Equal(consumed, reader.Consumed);
            Assert.Equal(bytes[(int)consumed..], input.Slice(reader.Position).ToArray());
        }

        Assert.Equal(FrameStatus.NeedMore, reader.Read(out _));
        Assert.Null(reader.Error);
        Assert.Equal(bytes.Length, reader.Consumed);
        Assert.True(input.Slice(reader.Position).IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void A_packet_that_is_not_whole_is_left_where_it_begins(string split)
    {
        byte[] bytes = PacketNotation.Parse("C0 () 30 ('t' |abc|) 30 ('t' |abc|)")[..^1];
        ReadOnlySequence<byte> input = Split(bytes, split);
        var reader = new FrameReader(input, Mqtt311, Client);
        reader.Read(out _);
        reader.Read(out _);

        Assert.Equal(FrameStatus.NeedMore, reader.Read(out _));
        Assert.Equal(FrameStatus.NeedMore, reader.Read(out _));
        Assert.Equal(PacketNotation.Parse("30 ('t' |abc|)")[..^1], input.Slice(reader.Position).ToArray());
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void A_bad_packet_is_left_where_it_begins(string split)
    {
        byte[] bytes = PacketNotation.Parse("C0 () 36 ('t' 0001) C0 ()");
        ReadOnlySequence<byte> input = Split(bytes, split);
        var reader = new FrameReader(input, Mqtt311, Client);

        Assert.Equal(FrameStatus.Complete, reader.Read(out _));
        Assert.Equal(FrameStatus.Invalid, reader.Read(out _));
        Assert.Equal("MQTT-3.3.1-4", reader.Error?.Clause);
        Assert.Equal(FrameStatus.Invalid, reader.Read(out _));
        Assert.Equal(2, reader.Consumed);
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void The_version_that_connect_names_holds_for_the_next_packet(string split)
    {
        byte[] bytes = PacketNotation.Parse("10 ('MQTT' 05 02 003C () 'c') F0 (18 (15 'm')) 36 00");
        var reader = new FrameReader(Split(bytes, split), Mqtt311, Client);
        Assert.Equal(FrameStatus.Complete, reader.Read(out Frame connectFrame));
        Assert.Null(ConnectDecoder.Decode(connectFrame, out ConnectView connect));

        reader.Version = connect.Version;

        Assert.Equal(FrameStatus.Complete, reader.Read(out Frame auth));
        Assert.Equal(PacketType.Auth, auth.Type);
        Assert.Null(AuthDecoder.Decode(auth, Client, out _));
        Assert.Equal(FrameStatus.Invalid, reader.Read(out _));
    }

    [Fact]
    public void Without_the_version_of_connect_an_auth_is_refused()
    {
        var reader = new FrameReader(
            new(PacketNotation.Parse("10 ('MQTT' 05 02 003C () 'c') F0 (18 (15 'm'))")), Mqtt311, Client);

        Assert.Equal(FrameStatus.Complete, reader.Read(out _));
        Assert.Equal(FrameStatus.Invalid, reader.Read(out _));
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void The_largest_allowed_packet_is_read_and_one_byte_more_is_not(string split)
    {
        byte[] bytes = PacketNotation.Parse("30 ('t' |x|*7) 30 ('t' |x|*8)");
        var reader = new FrameReader(Split(bytes, split), Mqtt311, Client, maximumPacketSize: 12);

        Assert.Equal(FrameStatus.Complete, reader.Read(out Frame frame));
        Assert.Equal(12, frame.Length);
        Assert.Equal(FrameStatus.Invalid, reader.Read(out _));
        Assert.Equal(ReasonCode.PacketTooLarge, reader.Error?.Reason);
        Assert.Equal(12, reader.Consumed);
    }

    [Fact]
    public void The_largest_remaining_length_needs_more()
    {
        Answer answer = Answer.To(PacketNotation.Parse("30 FF FF FF 7F 't'"), Mqtt311, Client);

        Assert.Equal(new Answer(FrameStatus.NeedMore, 0, null, 0, null), answer);
    }

    [Fact]
    public void Nothing_needs_more()
    {
        Assert.Equal(FrameStatus.NeedMore, Answer.To(ReadOnlySequence<byte>.Empty, Mqtt5, Client).Status);
        Assert.Equal(FrameStatus.NeedMore, Answer.To(Segments.Of([[], [], []]), Mqtt5, Client).Status);
    }

    [Fact]
    public void A_packet_in_one_segment_is_one_span_though_the_input_has_more()
    {
        byte[] packet = PacketNotation.Parse("30 ('topic' |payload|)");
        var reader = new FrameReader(Segments.Of([packet, packet, [], packet]), Mqtt311, Client);

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(FrameStatus.Complete, reader.Read(out Frame frame));
            Assert.True(frame.Body.IsContiguous);
        }
    }

    private static ReadOnlySequence<byte> Split(byte[] bytes, string split) => split switch
    {
        "whole" => new ReadOnlySequence<byte>(bytes),
        "single" => Segments.Single(bytes),
        "gaps" => Segments.SingleWithGaps(bytes),
        _ => Segments.Random(bytes, new Random(int.Parse(split, null))),
    };
}
