using Pmq.Broker.Messages;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Messages;

public sealed class MessageBlockTests
{
    [Theory]
    [InlineData(QoS.AtMostOnce)]
    [InlineData(QoS.ExactlyOnce)]
    public void Its_messages_come_in_their_order_whatever_their_lengths(QoS qos)
    {
        string[] texts = ["", "one", new string('x', 300), "", new string('y', 20_000), "last"];

        MessageBlock block = Blocks.Of(qos, texts);

        Assert.Equal(texts, Blocks.TextsOf(block));
        Assert.Equal(texts.Length, block.Count);
        Assert.Equal("", Blocks.TextOf(block.First));
        Assert.Equal("t"u8, block.Topic);
    }

    [Fact]
    public void A_message_alone_holds_nothing_of_its_block()
    {
        MessageBlock block = Blocks.Of(QoS.AtLeastOnce, "one", "two", "three");
        var alone = new List<Message>();
        foreach (Message message in block)
        {
            alone.Add(message.Alone());
        }

        Assert.Equal(["one", "two", "three"], alone.Select(Blocks.TextOf));
        Assert.All(alone, message =>
        {
            Assert.NotSame(block, message.Block);
            Assert.Equal((1, message.Length), (message.Block.Count, message.Block.Bytes.Length));
            Assert.Equal(block.Traits, message.Block.Traits);
        });
    }

    [Fact]
    public void A_block_of_one_is_alone_already()
    {
        Message message = Blocks.Of(QoS.AtMostOnce, "one").First;

        Assert.Same(message.Block, message.Alone().Block);
        Assert.Same(message.Block, message.Block.Alone(message));
    }
}
