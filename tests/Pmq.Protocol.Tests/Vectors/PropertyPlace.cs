using static Pmq.Protocol.PacketSender;

namespace Pmq.Protocol.Tests;

/// <summary>A packet with a place for properties, written <c>…</c> in the packet and in its meaning.</summary>
internal sealed record PropertyPlace(string Name, PacketSender Sender, string Packet, string Meaning)
{
    public static PropertyPlace ConnectPlace { get; } = new(
        "CONNECT", Client, "10 ('MQTT' 05 02 003C (…) 'c')", "CONNECT v5 clean ka=60 id='c' {…}");

    public static PropertyPlace WillPlace { get; } = new(
        "will",
        Client,
        "10 ('MQTT' 05 06 003C () 'c' (…) 't' 'x')",
        "CONNECT v5 clean ka=60 id='c' will(q0 't'='x' {…})");

    public static PropertyPlace ConnackPlace { get; } = new(
        "CONNACK", Server, "20 (00 00 (…))", "CONNACK Success {…}");

    public static PropertyPlace PublishPlace { get; } = new(
        "PUBLISH", Client, "32 ('t' 0001 (…) |x|)", "PUBLISH q1 #1 't'='x' {…}");

    public static PropertyPlace PubackPlace { get; } = new(
        "PUBACK", Client, "40 (0001 10 (…))", "PUBACK #1 NoMatchingSubscribers {…}");

    public static PropertyPlace PubrecPlace { get; } = new(
        "PUBREC", Server, "50 (0001 00 (…))", "PUBREC #1 Success {…}");

    public static PropertyPlace PubrelPlace { get; } = new(
        "PUBREL", Client, "62 (0001 92 (…))", "PUBREL #1 PacketIdentifierNotFound {…}");

    public static PropertyPlace PubcompPlace { get; } = new(
        "PUBCOMP", Server, "70 (0001 00 (…))", "PUBCOMP #1 Success {…}");

    public static PropertyPlace SubscribePlace { get; } = new(
        "SUBSCRIBE", Client, "82 (0001 (…) 't' 00)", "SUBSCRIBE #1 't'(q0) {…}");

    public static PropertyPlace SubackPlace { get; } = new(
        "SUBACK", Server, "90 (0001 (…) 00)", "SUBACK #1 00 {…}");

    public static PropertyPlace UnsubscribePlace { get; } = new(
        "UNSUBSCRIBE", Client, "A2 (0001 (…) 't')", "UNSUBSCRIBE #1 't' {…}");

    public static PropertyPlace UnsubackPlace { get; } = new(
        "UNSUBACK", Server, "B0 (0001 (…) 00)", "UNSUBACK #1 00 {…}");

    public static PropertyPlace DisconnectPlace { get; } = new(
        "DISCONNECT", Client, "E0 (00 (…))", "DISCONNECT Success {…}");

    public static PropertyPlace AuthPlace { get; } = new(
        "AUTH", Client, "F0 (18 (…))", "AUTH ContinueAuthentication {…}");

    /// <summary>The packets that may say in words why.</summary>
    public static PropertyPlace[] Answers { get; } =
    [
        ConnackPlace, PubackPlace, PubrecPlace, PubrelPlace, PubcompPlace, SubackPlace, UnsubackPlace,
        DisconnectPlace, AuthPlace,
    ];

    public static PropertyPlace[] All { get; } =
        [.. Answers, ConnectPlace, WillPlace, PublishPlace, SubscribePlace, UnsubscribePlace];

    public string With(string properties) => Packet.Replace("…", properties, StringComparison.Ordinal);

    public string Means(string properties) => Meaning.Replace("…", properties, StringComparison.Ordinal);
}
