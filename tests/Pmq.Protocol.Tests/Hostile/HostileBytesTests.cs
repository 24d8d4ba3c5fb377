using System.Buffers;

namespace Pmq.Protocol.Tests;

/// <summary>Damaged packets and plain noise: an answer, no exception, and the same one in any split.</summary>
public sealed class HostileBytesTests
{
    private const int InputsPerSeed = 4000;

    private static readonly byte[][] Followers =
        [[0x00, 0x00], [0xFF, 0xFF, 0xFF, 0xFF], [0x80, 0x80, 0x80, 0x80], "+/#"u8.ToArray()];

    /// <summary>Seeds that run every time. One that ever failed is kept here.</summary>
    public static TheoryData<int> Seeds => [11, 12, 13];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Damaged_bytes_give_one_answer_in_any_segmentation(int seed) => Attack(seed);

    [Fact]
    public void Damaged_bytes_of_a_fresh_seed_give_one_answer_in_any_segmentation() => Attack(Random.Shared.Next());

    private static void Attack(int seed)
    {
        var random = new Random(seed);
        var mutator = new Mutator(random);
        for (int i = 0; i < InputsPerSeed; i++)
        {
            byte[] bytes = (i % 8) switch
            {
                0 => mutator.Noise(),
                1 => mutator.Garbage(),
                _ => mutator.Mutate(AllVectors.Every[random.Next(AllVectors.Every.Count)].Bytes),
            };
            var version = (ProtocolVersion)random.Next(3, 6);
            var sender = (PacketSender)random.Next(2);
            int maximumPacketSize = random.Next(4) == 0 ? random.Next(1, 200) : int.MaxValue;
            string place = $"seed {seed}, input {i}: {version} {sender} {Convert.ToHexString(bytes)}";

            Exception? thrown = Record.Exception(() =>
            {
                Answer whole = Answer.To(new ReadOnlySequence<byte>(bytes), version, sender, maximumPacketSize);
                foreach (ReadOnlySequence<byte> input in Variants(bytes, whole, random))
                {
                    Assert.Equal(whole, Answer.To(input, version, sender, maximumPacketSize));
                }
            });
            Assert.True(thrown is null, $"{place}: {thrown}");
        }
    }

    private static IEnumerable<ReadOnlySequence<byte>> Variants(byte[] bytes, Answer whole, Random random)
    {
        yield return Segments.Random(bytes, random);
        yield return Segments.CutAt(bytes, random.Next(bytes.Length + 1));
        if (bytes.Length < 100)
        {
            yield return Segments.SingleWithGaps(bytes);
        }

        if (whole.Status != FrameStatus.NeedMore)
        {
            byte[] follower = Followers[random.Next(Followers.Length)];
            yield return new ReadOnlySequence<byte>([.. bytes, .. follower]);
            yield return Segments.Random([.. bytes, .. follower], random);
        }

        if (whole.Status == FrameStatus.Complete)
        {
            // Only the packet, and the rest of the array out of reach.
            yield return new ReadOnlySequence<byte>(bytes, 0, (int)whole.Consumed);
        }
    }
}
