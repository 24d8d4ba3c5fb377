using System.Buffers;
using static Pmq.Protocol.PacketSender;
using static Pmq.Protocol.ProtocolVersion;

namespace Pmq.Protocol.Tests;

/// <summary>All 256 codes in each packet that carries one, against the lists of the standard.</summary>
public sealed class ReasonCodeTests
{
    private const string PublishAnswers = "00 10 80 83 87 90 91 97 99";
    private const string ReleaseAnswers = "00 92";

    /// <summary>Table 2-6 has 8C for DISCONNECT, and section 3.14.2.1 forgets it; so either side may use it.</summary>
    private const string ClientDisconnect = "00 04 80 81 82 83 8C 90 93 94 95 96 97 98 99";

    private const string ServerDisconnect =
        "00 80 81 82 83 87 89 8B 8C 8D 8E 8F 90 93 94 95 96 97 98 99 9A 9B 9C 9D 9E 9F A0 A1 A2";

    [Fact]
    [Mqtt5("MQTT-3.2.2-8")]
    public void A_connack_carries_a_connect_reason_code() => AssertOnly(
        "00 80 81 82 83 84 85 86 87 88 89 8A 8C 90 95 97 99 9A 9B 9C 9D 9F",
        Server,
        code => $"20 (00 {code} ())",
        "MQTT-3.2.2-8");

    [Theory]
    [InlineData(Client)]
    [InlineData(Server)]
    [Mqtt5("MQTT-3.4.2-1")]
    public void A_puback_carries_a_puback_reason_code(PacketSender sender) =>
        AssertOnly(PublishAnswers, sender, code => $"40 (0001 {code})", "MQTT-3.4.2-1");

    [Theory]
    [InlineData(Client)]
    [InlineData(Server)]
    [Mqtt5("MQTT-3.5.2-1")]
    public void A_pubrec_carries_a_pubrec_reason_code(PacketSender sender) =>
        AssertOnly(PublishAnswers, sender, code => $"50 (0001 {code})", "MQTT-3.5.2-1");

    [Theory]
    [InlineData(Client)]
    [InlineData(Server)]
    [Mqtt5("MQTT-3.6.2-1")]
    public void A_pubrel_carries_a_pubrel_reason_code(PacketSender sender) =>
        AssertOnly(ReleaseAnswers, sender, code => $"62 (0001 {code})", "MQTT-3.6.2-1");

    [Theory]
    [InlineData(Client)]
    [InlineData(Server)]
    [Mqtt5("MQTT-3.7.2-1")]
    public void A_pubcomp_carries_a_pubcomp_reason_code(PacketSender sender) =>
        AssertOnly(ReleaseAnswers, sender, code => $"70 (0001 {code})", "MQTT-3.7.2-1");

    [Fact]
    [Mqtt5("MQTT-3.9.3-2")]
    public void A_suback_carries_subscribe_reason_codes() => AssertOnly(
        "00 01 02 80 83 87 8F 91 97 9E A1 A2", Server, code => $"90 (0001 () 00 {code})", "MQTT-3.9.3-2");

    [Fact]
    [Mqtt5("MQTT-3.11.3-2")]
    public void An_unsuback_carries_unsubscribe_reason_codes() => AssertOnly(
        "00 11 80 83 87 8F 91", Server, code => $"B0 (0001 () 00 {code})", "MQTT-3.11.3-2");

    [Fact]
    [Mqtt5("MQTT-3.14.2-1")]
    public void A_clients_disconnect_carries_a_code_for_clients() =>
        AssertOnly(ClientDisconnect, Client, code => $"E0 ({code})", "MQTT-3.14.2-1");

    [Fact]
    [Mqtt5("MQTT-3.14.2-1")]
    public void A_servers_disconnect_carries_a_code_for_servers() =>
        AssertOnly(ServerDisconnect, Server, code => $"E0 ({code})", "MQTT-3.14.2-1");

    [Fact]
    [Mqtt5("MQTT-3.15.2-1")]
    public void A_clients_auth_goes_on_or_starts_over() =>
        AssertOnly("18 19", Client, code => $"F0 ({code} (15 'm'))", "MQTT-3.15.2-1");

    [Fact]
    [Mqtt5("MQTT-3.15.2-1")]
    public void A_servers_auth_goes_on_or_succeeds() =>
        AssertOnly("00 18", Server, code => $"F0 ({code} (15 'm'))", "MQTT-3.15.2-1");

    [Fact]
    [Mqtt311("MQTT-3.9.3-2")]
    public void A_suback_of_older_versions_grants_a_qos_or_fails()
    {
        HashSet<int> allowed = [0x00, 0x01, 0x02, 0x80];
        for (int code = 0; code <= byte.MaxValue; code++)
        {
            if (allowed.Contains(code))
            {
                Check.Reads(Mqtt311, Server, $"90 (0001 {code:X2})", $"SUBACK #1 {code:X2}");
            }
            else
            {
                Check.Refused(Mqtt311, Server, $"90 (0001 {code:X2})", 0x82, "MQTT-3.9.3-2");
            }
        }
    }

    [Fact]
    [Mqtt311("MQTT-3.9.3-2")]
    public void Every_failure_is_written_as_0x80_in_older_versions()
    {
        ReasonCode[] codes =
            [ReasonCode.Success, ReasonCode.GrantedQoS2, ReasonCode.NotAuthorized, ReasonCode.TopicFilterInvalid];
        var output = new ArrayBufferWriter<byte>();

        SubackEncoder.Write(output, Mqtt311, PacketType.Suback, 1, codes);

        Assert.Equal(PacketNotation.Parse("90 (0001 00 02 80 80)"), output.WrittenSpan.ToArray());
    }

    [Fact]
    public void Every_named_code_can_be_carried_by_some_packet()
    {
        PacketType[] types = Enum.GetValues<PacketType>();

        Assert.All(Enum.GetValues<ReasonCode>(), code => Assert.Contains(types, type =>
            ReasonCodes.MayCarry(type, Client, code) || ReasonCodes.MayCarry(type, Server, code)));
    }

    [Fact]
    public void Failures_begin_at_0x80() => Assert.All(
        Enum.GetValues<ReasonCode>(), code => Assert.Equal((byte)code >= 0x80, code.IsFailure()));

    [Theory]
    [InlineData(0x00, ConnectReturnCode.Accepted)]
    [InlineData(0x84, ConnectReturnCode.UnacceptableProtocolVersion)]
    [InlineData(0x85, ConnectReturnCode.IdentifierRejected)]
    [InlineData(0x88, ConnectReturnCode.ServerUnavailable)]
    [InlineData(0x89, ConnectReturnCode.ServerUnavailable)]
    [InlineData(0x86, ConnectReturnCode.BadUserNameOrPassword)]
    [InlineData(0x87, ConnectReturnCode.NotAuthorized)]
    [InlineData(0x8A, ConnectReturnCode.NotAuthorized)]
    [InlineData(0x81, null)]
    [InlineData(0x82, null)]
    [InlineData(0x95, null)]
    public void A_refusal_has_a_return_code_of_older_versions_or_none(int reason, ConnectReturnCode? expected) =>
        Assert.Equal(expected, ((ReasonCode)reason).ToReturnCode());

    private static void AssertOnly(string allowed, PacketSender sender, Func<string, string> packet, string clause)
    {
        HashSet<string> codes = [.. allowed.Split(' ')];
        for (int value = 0; value <= byte.MaxValue; value++)
        {
            string code = value.ToString("X2", null);
            string notation = packet(code);
            if (codes.Contains(code))
            {
                Answer answer = Answer.To(PacketNotation.Parse(notation), Mqtt5, sender);
                Assert.True(answer.IsPacket, $"{sender} {notation} gives {answer}");
                Assert.True(Enum.IsDefined((ReasonCode)value), $"{code} has no name");
            }
            else
            {
                Check.Refused(Mqtt5, sender, notation, 0x82, clause);
            }
        }
    }
}
