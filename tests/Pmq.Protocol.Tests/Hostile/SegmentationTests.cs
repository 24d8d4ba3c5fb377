using System.Buffers;

namespace Pmq.Protocol.Tests;

/// <summary>However the bytes of a packet are split, and whatever follows them, the answer is the same.</summary>
public sealed class SegmentationTests
{
    public static TheoryData<string> Everything => AllVectors.Names(_ => true);

    public static TheoryData<string> Valid => AllVectors.Names(vector => vector.IsValid);

    [Theory]
    [MemberData(nameof(Everything))]
    public void A_packet_gives_the_same_answer_however_it_is_split(string name)
    {
        PacketVector vector = AllVectors.Named(name);
        byte[] bytes = vector.Bytes;
        Answer whole = Ask(vector, new ReadOnlySequence<byte>(bytes));
        Answer[] others =
        [
            Ask(vector, Segments.Single(bytes)),
            Ask(vector, Segments.SingleWithGaps(bytes)),
            .. Cuts(bytes).Select(cut => Ask(vector, Segments.CutAt(bytes, cut))),
        ];

        Assert.All(others, other => Assert.Equal(whole, other));
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Nothing_that_follows_a_packet_changes_the_answer(string name)
    {
        PacketVector vector = AllVectors.Named(name);
        byte[] bytes = vector.Bytes;
        Answer alone = Ask(vector, new ReadOnlySequence<byte>(bytes));
        byte[][] followers = [[0x00], [0xFF, 0xFF], [0x80, 0x80, 0x80], "+/#"u8.ToArray(), [0xC0, 0x00], bytes];

        foreach (byte[] follower in followers)
        {
            byte[] both = [.. bytes, .. follower];
            Assert.Equal(alone, Ask(vector, new ReadOnlySequence<byte>(both)));
            Assert.Equal(alone, Ask(vector, Segments.Of([bytes, follower])));
            Assert.Equal(alone, Ask(vector, Segments.Single(both)));
        }
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_packet_needs_more_until_its_last_byte_is_there(string name)
    {
        PacketVector vector = AllVectors.Named(name);
        byte[] bytes = vector.Bytes;
        var needsMore = new Answer(FrameStatus.NeedMore, 0, null, 0, null);
        foreach (int length in Cuts(bytes))
        {
            // The rest of the packet lies behind the end: who looks there finds it.
            Assert.Equal(needsMore, Ask(vector, new ReadOnlySequence<byte>(bytes, 0, length)));
            Assert.Equal(needsMore, Ask(vector, Segments.Single(bytes[..length])));
        }
    }

    private static Answer Ask(PacketVector vector, ReadOnlySequence<byte> input) =>
        Answer.To(input, vector.Version, vector.Sender, vector.MaximumPacketSize);

    private static IEnumerable<int> Cuts(byte[] bytes) => Enumerable.Range(0, bytes.Length);
}
