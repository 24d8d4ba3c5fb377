using System.Text;
using Pmq.Broker.Messages;
using Pmq.Broker.Retained;
using Pmq.Broker.Tests.Routing;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Retained;

public sealed class RetainedTreeTests
{
    private readonly RetainedTree _tree = new();

    [Fact]
    public void A_message_takes_the_place_of_the_one_before()
    {
        Set("a/b", "first");
        Message second = Set("a/b", "second!");

        Assert.Equal(second, Assert.Single(Found("a/b")));
        Assert.Equal(second, _tree.Get("a/b"u8));
        Assert.Equal(1, _tree.Count);
        Assert.Equal(second.Size, _tree.Bytes);
    }

    [Theory]
    [InlineData("a/b", "a/b")]
    [InlineData("a/+", "a/ a/b")]
    [InlineData("a/#", "a a/ a/b a/b/c")]
    [InlineData("+", "a")]
    [InlineData("+/+", "/ a/ a/b")]
    [InlineData("+/+/c", "a/b/c")]
    [InlineData("#", "/ a a/ a/b a/b/c")]
    [InlineData("/#", "/")]
    [InlineData("+/b/#", "a/b a/b/c")]
    [InlineData("b", "")]
    [InlineData("a/b/c/#", "a/b/c")]
    [InlineData("a/b/c/+", "")]
    public void A_filter_finds(string filter, string topics)
    {
        foreach (string topic in (string[])["a", "a/", "a/b", "a/b/c", "/", "$SYS", "$SYS/b"])
        {
            Set(topic);
        }

        Assert.Equal(topics, TopicsFor(filter));
    }

    [Theory]
    [InlineData("#", "a/$x")]
    [InlineData("+/#", "a/$x")]
    [InlineData("+/+", "a/$x")]
    [InlineData("$SYS/#", "$SYS $SYS/b")]
    [InlineData("$SYS/+", "$SYS/b")]
    [InlineData("a/+", "a/$x")]
    [Mqtt311("MQTT-4.7.2-1")]
    [Mqtt5("MQTT-4.7.2-1")]
    public void A_wildcard_at_the_start_finds_no_topics_with_a_dollar_sign(string filter, string topics)
    {
        Set("$SYS");
        Set("$SYS/b");
        Set("a/$x");

        Assert.Equal(topics, TopicsFor(filter));
    }

    [Fact]
    public void Only_the_message_that_is_stored_is_removed_when_it_has_to_be_that_one()
    {
        Message first = Set("a");
        Message second = Set("a");

        Assert.False(_tree.RemoveIfCurrent(first));
        Assert.True(_tree.Contains("a"u8));
        Assert.True(_tree.RemoveIfCurrent(second));
        Assert.False(_tree.RemoveIfCurrent(second));
        Assert.False(_tree.Contains("a"u8));
    }

    [Fact]
    public void What_is_removed_leaves_no_nodes()
    {
        Set("a/b/c/d");
        Set("a/b");
        Set("a/x");

        // Two levels that several topics have in common.
        Assert.Equal(2, _tree.NodeCount);
        Assert.False(_tree.Remove("a"u8));
        Assert.False(_tree.Remove("a/b/c/d/e"u8));
        Assert.True(_tree.Remove("a/b"u8));
        Assert.Equal(1, _tree.NodeCount);
        Assert.True(_tree.Remove("a/b/c/d"u8));
        Assert.Equal(0, _tree.NodeCount);
        Assert.True(_tree.Remove("a/x"u8));
        Assert.Equal((0, 0, 0L), (_tree.NodeCount, _tree.Count, _tree.Bytes));
    }

    [Fact]
    public void A_search_goes_only_where_it_can_match()
    {
        for (int i = 0; i < 20_000; i++)
        {
            Set($"site/{i}/state");
        }

        Assert.Single(Found("site/7/+"));
        Assert.Single(Found("site/8/#"));
        Assert.Single(Found("site/9/state"));
        Assert.Empty(Found("other/+/state"));
        Assert.InRange(_tree.Visits, 1, 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_finds_what_the_naive_matcher_finds(int seed) => Compare(seed);

    [Fact]
    public void It_finds_what_the_naive_matcher_finds_with_a_fresh_seed() => Compare(Random.Shared.Next());

    private static void Compare(int seed)
    {
        var topics = new RandomTopics(seed);
        var tree = new RetainedTree((ulong)seed);
        var model = new Dictionary<string, Message>();
        for (int step = 0; step < 3000; step++)
        {
            string topic = topics.Topic();
            if (topics.Random.Next(2) == 0)
            {
                model[topic] = NewMessage(topic, new string('x', step % 10));
                tree.Set(model[topic]);
            }
            else
            {
                Assert.True(model.Remove(topic) == tree.Remove(Routes.Utf8(topic)), $"seed {seed}, topic '{topic}'");
            }

            string filter = topics.Filter();
            var found = new List<Message>();
            tree.Find(Routes.Utf8(filter), found);
            HashSet<Message> expected = [.. model.Where(e => NaiveFilter.Matches(filter, e.Key)).Select(e => e.Value)];
            Assert.True(expected.SetEquals(found), $"seed {seed}, filter '{filter}'");
            Assert.True(expected.Count == found.Count, $"seed {seed}, filter '{filter}'");
            Assert.True(tree.Bytes == model.Values.Sum(message => (long)message.Size), $"seed {seed}");
        }

        foreach (Message message in model.Values)
        {
            Assert.True(tree.RemoveIfCurrent(message), $"seed {seed}");
        }

        Assert.Equal((0, 0, 0L), (tree.NodeCount, tree.Count, tree.Bytes));
    }

    private static Message NewMessage(string topic, string payload) =>
        Message.Create(Routes.Utf8(topic), Routes.Utf8(payload), QoS.AtMostOnce, retain: true);

    private Message Set(string topic, string payload = "")
    {
        Message message = NewMessage(topic, payload);
        _tree.Set(message);
        return message;
    }

    private List<Message> Found(string filter)
    {
        var found = new List<Message>();
        _tree.Find(Routes.Utf8(filter), found);
        return found;
    }

    private string TopicsFor(string filter) => string.Join(
        ' ',
        Found(filter).Select(message => Encoding.UTF8.GetString(message.Topic)).Order(StringComparer.Ordinal));
}
