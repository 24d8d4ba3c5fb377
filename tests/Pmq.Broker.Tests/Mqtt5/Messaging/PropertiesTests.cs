using System.Text;
using Pmq.Broker.Options;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>The properties of a message on its way from one client to another.</summary>
public sealed class PropertiesTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [Mqtt5("MQTT-3.3.2-4")]
    public void The_payload_format_indicator_is_passed_on(uint format) =>
        Assert.Equal(
            format,
            PassedOn(Props.Of(PropertyId.PayloadFormatIndicator, format)).Number(PropertyId.PayloadFormatIndicator));

    [Fact]
    [Mqtt5("MQTT-3.3.2-15")]
    public void The_response_topic_is_passed_on() =>
        Assert.Equal(
            "answers/ä", PassedOn(Props.Of(PropertyId.ResponseTopic, "answers/ä")).TextOf(PropertyId.ResponseTopic));

    [Fact]
    [Mqtt5("MQTT-3.3.2-16")]
    public void Correlation_data_is_passed_on()
    {
        byte[] data = [0, 255, 1, 254, 0];

        Packet passed = PassedOn(new Props().And(PropertyId.CorrelationData, data));

        Assert.Equal(data, passed.Binary(PropertyId.CorrelationData));
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-17", "MQTT-3.3.2-18")]
    public void User_properties_are_passed_on_all_of_them_in_their_order()
    {
        Packet passed = PassedOn(
            Props.OfUser("b", "1").AndUser("a", "2").AndUser("b", "1").AndUser("", "").AndUser("a", "0"));

        Assert.Equal(["b=1", "a=2", "b=1", "=", "a=0"], passed.UserProperties);
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-20")]
    public void The_content_type_is_passed_on() =>
        Assert.Equal(
            "text/plain", PassedOn(Props.Of(PropertyId.ContentType, "text/plain")).TextOf(PropertyId.ContentType));

    [Fact]
    [Mqtt5("MQTT-3.3.2-18")]
    public void Properties_of_all_kinds_keep_their_order()
    {
        Packet passed = PassedOn(Props.OfUser("first", "1")
            .And(PropertyId.ContentType, "c")
            .AndUser("second", "2")
            .And(PropertyId.CorrelationData, "d")
            .And(PropertyId.ResponseTopic, "r")
            .AndUser("third", "3")
            .And(PropertyId.PayloadFormatIndicator, 1));

        Assert.Equal(
            [
                PropertyId.UserProperty, PropertyId.ContentType, PropertyId.UserProperty, PropertyId.CorrelationData,
                PropertyId.ResponseTopic, PropertyId.UserProperty, PropertyId.PayloadFormatIndicator,
            ],
            passed.Properties.Select(property => property.Id));
        Assert.Equal(["first=1", "second=2", "third=3"], passed.UserProperties);
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-15", "MQTT-3.3.2-16", "MQTT-3.3.2-17", "MQTT-3.3.2-20", "MQTT-3.3.2-4")]
    public void Properties_survive_the_queue_the_retained_store_and_a_resumption()
    {
        using var broker = new TestBroker();
        TestClient kept = broker.ConnectKept("s");
        kept.Subscribe("t");
        kept.Drop();
        Props all = Props.Of(PropertyId.PayloadFormatIndicator, 1).And(PropertyId.ContentType, "c")
            .And(PropertyId.ResponseTopic, "r").And(PropertyId.CorrelationData, "d").AndUser("u", "v");
        broker.Connect("p").Publish("t", "x", QoS.AtLeastOnce, retain: true, properties: all);

        kept = broker.ConnectKept("s");
        AssertAll(kept.TakeMessage());
        kept.Drop();
        kept = broker.ConnectKept("s");
        AssertAll(kept.TakeMessage());
        TestClient late = broker.Connect("late");
        late.Subscribe("t");
        AssertAll(late.TakeMessage());
    }

    [Fact]
    public void What_belongs_to_one_connection_is_not_passed_on()
    {
        Packet passed = PassedOn(new Props());

        Assert.Empty(passed.Properties);
        Assert.Equal("t", passed.Topic);
    }

    [Fact]
    public void A_subscriber_of_3_1_1_gets_the_message_without_properties()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s", ProtocolVersion.Mqtt311);
        subscriber.Subscribe("t");

        broker.Connect("p").Publish("t", "x", QoS.AtLeastOnce, properties: Props.OfUser("u", "v"));

        Packet message = subscriber.TakeMessage();
        Assert.Equal(("x", 0), (message.Text, message.Properties.Count));
    }

    [Fact]
    [Mqtt5("MQTT-3.3.2-13")]
    public void A_response_topic_that_is_not_UTF_8_ends_the_connection() =>
        AssertEnds(new Props().And(PropertyId.ResponseTopic, [0x61, 0xC3]), ReasonCode.MalformedPacket);

    [Theory]
    [InlineData("a/#")]
    [InlineData("a/+/b")]
    [Mqtt5("MQTT-3.3.2-14")]
    public void A_response_topic_with_wildcards_ends_the_connection(string topic) =>
        AssertEnds(Props.Of(PropertyId.ResponseTopic, topic), ReasonCode.ProtocolError);

    [Fact]
    [Mqtt5("MQTT-3.3.2-19")]
    public void A_content_type_that_is_not_UTF_8_ends_the_connection() =>
        AssertEnds(new Props().And(PropertyId.ContentType, [0xFF]), ReasonCode.MalformedPacket);

    [Theory]
    [InlineData(QoS.AtLeastOnce, PacketType.Puback)]
    [InlineData(QoS.ExactlyOnce, PacketType.Pubrec)]
    public void A_payload_that_is_not_the_text_it_claims_to_be_is_refused_where_that_is_checked(
        QoS qos, PacketType answer)
    {
        using var broker = new TestBroker(Checking);
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        byte[] bad = Frames.Publish("t"u8.ToArray(), [0x61, 0xC3], qos, 1, properties: TextFormat);

        publisher.Send(bad);

        Assert.Equal((answer, ReasonCode.PayloadFormatInvalid), Answer(publisher.Take()));
        Assert.Equal(0, subscriber.Waiting);

        // The identifier is free again, and the connection goes on.
        publisher.Publish("t", "gut ä", qos, properties: TextFormat, packetId: 1);
        Assert.Equal((answer, ReasonCode.Success), Answer(publisher.Take()));
        Assert.Equal(["gut ä"], subscriber.TakeTexts());
    }

    [Fact]
    public void A_QoS_0_payload_that_is_not_the_text_it_claims_to_be_ends_the_connection_where_that_is_checked()
    {
        using var broker = new TestBroker(Checking);
        TestClient publisher = broker.Connect("p");

        publisher.Send(Frames.Publish("t"u8.ToArray(), [0xC3], properties: TextFormat));

        publisher.AssertEnded(ReasonCode.PayloadFormatInvalid);
    }

    [Fact]
    public void A_payload_is_not_looked_at_unless_it_claims_to_be_text_and_the_check_is_on()
    {
        byte[] notText = [0xC3, 0x28];
        using var checking = new TestBroker(Checking);
        using var trusting = new TestBroker();
        foreach ((TestBroker broker, byte[] properties) in ((TestBroker, byte[])[])
            [(checking, Props.Of(PropertyId.PayloadFormatIndicator, 0)), (checking, []), (trusting, TextFormat)])
        {
            TestClient subscriber = broker.Connect("s");
            subscriber.Subscribe("t");

            broker.Connect("p").Send(Frames.Publish("t"u8.ToArray(), notText, properties: properties));

            Assert.Equal(notText, subscriber.TakeMessage().Payload);
        }
    }

    private static BrokerOptions Checking => new() { Message = new MessageOptions { PayloadFormatCheck = true } };

    private static byte[] TextFormat => Props.OfUser("before", "it").And(PropertyId.PayloadFormatIndicator, 1);

    private static (PacketType Type, ReasonCode Reason) Answer(Packet packet) => (packet.Type, packet.Reason);

    /// <summary>
    /// The message as a subscriber gets it: once kept as it came, and once composed anew, because an alias stands among
    /// its properties. Both must be the same.
    /// </summary>
    private static Packet PassedOn(Props properties)
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        publisher.Publish("t", "x", QoS.AtMostOnce, properties: properties);
        publisher.Publish("t", "x", QoS.AtMostOnce, properties: properties.And(PropertyId.TopicAlias, 1));
        Packet asItCame = subscriber.TakeMessage();
        Packet composed = subscriber.TakeMessage();
        Assert.Equal(asItCame.Size, composed.Size);
        Assert.Equal(asItCame.Properties.Select(Describe), composed.Properties.Select(Describe));
        return composed;

        static string Describe(Packet.Property property) => string.Join(
            ' ',
            property.Id,
            property.Number,
            Convert.ToHexString(property.Bytes),
            Convert.ToHexString(property.Second));
    }

    private static void AssertAll(Packet message)
    {
        Assert.Equal(1u, message.Number(PropertyId.PayloadFormatIndicator));
        Assert.Equal("c", message.TextOf(PropertyId.ContentType));
        Assert.Equal("r", message.TextOf(PropertyId.ResponseTopic));
        Assert.Equal("d", Encoding.UTF8.GetString(message.Binary(PropertyId.CorrelationData)));
        Assert.Equal(["u=v"], message.UserProperties);
    }

    private static void AssertEnds(Props properties, ReasonCode reason)
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");

        publisher.Publish("t", "x", properties: properties);

        publisher.AssertEnded(reason);
        Assert.Equal(0, subscriber.Waiting);
    }
}
