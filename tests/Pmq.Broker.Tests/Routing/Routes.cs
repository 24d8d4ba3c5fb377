using System.Text;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Broker.Tests.Authentication;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Routing;

/// <summary>A route table, and short ways to change and to ask it with text.</summary>
internal sealed class Routes(SharedStrategy strategy = SharedStrategy.RoundRobin, int seed = 1)
{
    public RouteTable Table { get; } = new(strategy, new SeededRandomSource(seed));

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static Message MessageTo(string topic, DeliveryTarget? publisher = null)
    {
        byte[] bytes = Utf8(topic);
        var traits = new MessageTraits(
            bytes.Length, QoS.AtMostOnce, Retain: false, IsMqtt5: false, Message.NeverExpires, publisher);
        return MessageBlockWriter.Write(bytes, properties: [], payload: [], traits).First;
    }

    public Subscription Add(DeliveryTarget target, string filter, QoS qos = QoS.AtMostOnce, uint id = 0) =>
        Table.Add(target, new SubscriptionSpec(Utf8(filter), qos, SubscriptionId: id), out _);

    public Subscription AddNoLocal(DeliveryTarget target, string filter) =>
        Table.Add(target, new SubscriptionSpec(Utf8(filter), QoS.AtMostOnce, NoLocal: true), out _);

    public bool Remove(DeliveryTarget target, string filter) => Table.Remove(target, Utf8(filter));

    public Matcher NewMatcher(DeliveryMode mode = DeliveryMode.OnlyOnce) => new(Table, mode);

    /// <summary>A match by a reader that has none in its cache.</summary>
    public MatchResult Match(
        string topic, DeliveryTarget? publisher = null, DeliveryMode mode = DeliveryMode.OnlyOnce) =>
        NewMatcher(mode).Match(Utf8(topic), publisher);

    /// <summary>The names of those who get a message, sorted.</summary>
    public string NamesFor(string topic, DeliveryTarget? publisher = null) =>
        string.Join(' ', Match(topic, publisher).Deliveries.Select(delivery => delivery.Target.Name).Order());

    /// <summary>The group of the one shared subscription that matches.</summary>
    public SharedGroup GroupFor(string topic) => Assert.Single(Match(topic).Groups);
}
