using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>PUBACK, PUBREC, PUBREL and PUBCOMP: their codes and flags, and acknowledgements out of place.</summary>
public sealed class AcknowledgementTests
{
    [Fact]
    [Mqtt5("MQTT-3.4.2-1")]
    public void A_PUBACK_with_a_code_that_is_not_one_of_its_own_ends_the_connection() => AssertEnds(PacketType.Puback);

    [Fact]
    [Mqtt5("MQTT-3.5.2-1")]
    public void A_PUBREC_with_a_code_that_is_not_one_of_its_own_ends_the_connection() => AssertEnds(PacketType.Pubrec);

    [Fact]
    [Mqtt5("MQTT-3.6.2-1")]
    public void A_PUBREL_with_a_code_that_is_not_one_of_its_own_ends_the_connection() => AssertEnds(PacketType.Pubrel);

    [Fact]
    [Mqtt5("MQTT-3.7.2-1")]
    public void A_PUBCOMP_with_a_code_that_is_not_one_of_its_own_ends_the_connection() =>
        AssertEnds(PacketType.Pubcomp);

    [Theory]
    [InlineData(0x60)]
    [InlineData(0x61)]
    [InlineData(0x6F)]
    [Mqtt5("MQTT-3.6.1-1")]
    public void A_PUBREL_with_other_flags_ends_the_connection(byte header)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        client.Publish("t", "x", QoS.ExactlyOnce, packetId: 1);
        client.Take(PacketType.Pubrec);
        byte[] frame = Frames.Ack(PacketType.Pubrel, 1);
        frame[0] = header;

        client.Send(frame);

        client.AssertEnded(ReasonCode.MalformedPacket);
    }

    [Fact]
    public void Every_code_that_an_answer_may_carry_is_taken()
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        TestClient publisher = broker.Connect("p");
        ReasonCode[] codes =
        [
            .. Enum.GetValues<ReasonCode>().Where(
                code => ReasonCodes.MayCarry(PacketType.Puback, PacketSender.Client, code)),
        ];
        foreach (ReasonCode code in codes)
        {
            publisher.Publish("t", "1", QoS.AtLeastOnce);
            subscriber.Acknowledge(PacketType.Puback, subscriber.TakeMessage().PacketId, code);
            publisher.Publish("t", "2", QoS.ExactlyOnce);
            subscriber.Acknowledge(PacketType.Pubrec, subscriber.TakeMessage().PacketId, code);
            if (!code.IsFailure())
            {
                subscriber.Answer(subscriber.Take(PacketType.Pubrel));
            }
        }

        Assert.False(subscriber.IsClosed);
        Assert.Equal(0, broker.Ledger.Queued);
    }

    [Fact]
    public void Acknowledgements_of_what_is_not_under_way_are_answered_or_ignored()
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");

        client.Acknowledge(PacketType.Puback, 5);
        client.Acknowledge(PacketType.Pubcomp, 5);
        Assert.Equal(0, client.Waiting);

        client.Acknowledge(PacketType.Pubrec, 5);
        Packet pubrel = client.Take(PacketType.Pubrel);
        Assert.Equal((5, ReasonCode.PacketIdentifierNotFound), (pubrel.PacketId, pubrel.Reason));
        client.Acknowledge(PacketType.Pubrel, 5);
        Packet pubcomp = client.Take(PacketType.Pubcomp);
        Assert.Equal((5, ReasonCode.PacketIdentifierNotFound), (pubcomp.PacketId, pubcomp.Reason));
        Assert.False(client.IsClosed);
    }

    [Theory]
    [InlineData(QoS.AtLeastOnce, PacketType.Pubrec)]
    [InlineData(QoS.ExactlyOnce, PacketType.Puback)]
    [InlineData(QoS.ExactlyOnce, PacketType.Pubcomp)]
    public void An_acknowledgement_that_does_not_fit_the_message_ends_the_connection(QoS qos, PacketType wrong)
    {
        using var broker = new TestBroker();
        TestClient subscriber = broker.Connect("s");
        subscriber.Subscribe("t");
        broker.Connect("p").Publish("t", "x", qos);

        subscriber.Acknowledge(wrong, subscriber.TakeMessage().PacketId);

        subscriber.AssertEnded(ReasonCode.ProtocolError);
    }

    private static void AssertEnds(PacketType type)
    {
        using var broker = new TestBroker();
        TestClient client = broker.Connect("c");
        byte[] frame = [Frames.Ack(type, 1)[0], 3, 0, 1, (byte)ReasonCode.SessionTakenOver];

        client.Send(frame);

        client.AssertEnded(ReasonCode.ProtocolError);
    }
}
