namespace Pmq.Protocol;

/// <summary>The connect flags and their rules.</summary>
internal readonly struct ConnectFlags(byte bits)
{
    private const byte Reserved = 0b0000_0001;

    public bool CleanStart => (bits & 0b0000_0010) != 0;

    public bool Will => (bits & 0b0000_0100) != 0;

    public QoS WillQoS => (QoS)((bits >> 3) & 0b11);

    public bool WillRetain => (bits & 0b0010_0000) != 0;

    public bool Password => (bits & 0b0100_0000) != 0;

    public bool UserName => (bits & 0b1000_0000) != 0;

    public Violation? Check(ProtocolVersion version)
    {
        // MQTT 3.1 calls the bit unused and asks nobody to look at it.
        if ((bits & Reserved) != 0 && version != ProtocolVersion.Mqtt31)
        {
            return Violations.ConnectReservedFlag;
        }

        // 5.0 dropped the rule that a password needs a user name.
        if (Password && !UserName && version != ProtocolVersion.Mqtt5)
        {
            return Violations.PasswordWithoutUserName;
        }

        return Will || version == ProtocolVersion.Mqtt31 ? CheckWill() : CheckNoWill();
    }

    private Violation? CheckWill() => Will && WillQoS > QoS.ExactlyOnce ? Violations.WillQoS3 : null;

    /// <summary>Since 3.1.1; MQTT 3.1 disregards the bits that describe a will when there is none.</summary>
    private Violation? CheckNoWill()
    {
        if (WillQoS != QoS.AtMostOnce)
        {
            return Violations.WillQoSWithoutWill;
        }

        return WillRetain ? Violations.WillRetainWithoutWill : null;
    }
}
