namespace Pmq.Protocol.Tests;

/// <summary>What the tests of single statements ask.</summary>
internal static class Check
{
    /// <summary>The packet is refused, for just this reason and by just this clause.</summary>
    public static void Refused(
        ProtocolVersion version, PacketSender sender, string notation, int reason, string clause)
    {
        Answer answer = Answer.To(PacketNotation.Parse(notation), version, sender);

        Assert.NotEqual(FrameStatus.NeedMore, answer.Status);
        Assert.True(
            (answer.Reason, answer.Clause) == (reason, clause),
            $"{version} {notation} should be refused by {clause} (0x{reason:X2}) and gives {answer}");
    }

    /// <summary>The same in MQTT 3.1.1 and 5.0, whose bytes differ.</summary>
    public static void Refused(
        PacketSender sender, string mqtt311, string mqtt5, int reason, string clause3, string clause5)
    {
        Refused(ProtocolVersion.Mqtt311, sender, mqtt311, reason, clause3);
        Refused(ProtocolVersion.Mqtt5, sender, mqtt5, reason, clause5);
    }

    /// <summary>The packet is read, and means this.</summary>
    public static void Reads(ProtocolVersion version, PacketSender sender, string notation, string meaning)
    {
        byte[] bytes = PacketNotation.Parse(notation);
        Answer answer = Answer.To(bytes, version, sender);

        Assert.True(
            answer == new Answer(FrameStatus.Complete, bytes.Length, meaning, 0, null),
            $"{version} {notation} should mean {meaning} and gives {answer}");
    }

    /// <summary>The same in MQTT 3.1.1 and 5.0, whose bytes differ.</summary>
    public static void Reads(PacketSender sender, string mqtt311, string mqtt5, string meaning)
    {
        Reads(ProtocolVersion.Mqtt311, sender, mqtt311, meaning);
        Reads(ProtocolVersion.Mqtt5, sender, mqtt5, meaning);
    }
}
