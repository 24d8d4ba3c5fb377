namespace Pmq.Protocol;

/// <summary>What a refusal is called in the CONNACK of MQTT 3.1 and 3.1.1.</summary>
public static class ConnectReturnCodes
{
    /// <summary>
    /// The return code that says what the reason code says, or null when none fits and the server closes
    /// without a CONNACK [MQTT-3.2.2-6].
    /// </summary>
    public static ConnectReturnCode? ToReturnCode(this ReasonCode reason) => reason switch
    {
        ReasonCode.Success => ConnectReturnCode.Accepted,
        ReasonCode.UnsupportedProtocolVersion => ConnectReturnCode.UnacceptableProtocolVersion,
        ReasonCode.ClientIdentifierNotValid => ConnectReturnCode.IdentifierRejected,
        ReasonCode.ServerUnavailable or ReasonCode.ServerBusy or ReasonCode.UseAnotherServer
            or ReasonCode.ServerMoved or ReasonCode.ConnectionRateExceeded or ReasonCode.QuotaExceeded
            or ReasonCode.ServerShuttingDown => ConnectReturnCode.ServerUnavailable,
        ReasonCode.BadUserNameOrPassword => ConnectReturnCode.BadUserNameOrPassword,
        ReasonCode.NotAuthorized or ReasonCode.Banned => ConnectReturnCode.NotAuthorized,
        _ => null,
    };
}
