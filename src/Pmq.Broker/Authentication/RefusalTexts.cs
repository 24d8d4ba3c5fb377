namespace Pmq.Broker.Authentication;

/// <summary>
/// The reason strings of a refusal. What concerns the bytes is said plainly; an unknown user, a user without a
/// credential for the method and a wrong password share one text, because a difference would tell who has an account.
/// </summary>
internal static class RefusalTexts
{
    public const string UnknownMethod = "the authentication method is not supported";
    public const string NotProven = "authentication failed";
    public const string UserNameChanged = "a re-authentication must be for the same user";

    public const string NoData = "a SCRAM message is missing";
    public const string TooLong = "the SCRAM message is too long";
    public const string NotText = "the SCRAM message is not UTF-8";
    public const string Malformed = "the SCRAM message is malformed";
    public const string BadUserName = "the SCRAM user name is not allowed";
    public const string ChannelBinding = "SCRAM channel binding is not supported";
    public const string OtherIdentity = "acting for another user is not supported";
    public const string MandatoryExtension = "the SCRAM message asks for an extension that is not supported";
    public const string OtherNonce = "the SCRAM nonce is not the one of this exchange";
    public const string OtherHeader = "the SCRAM channel binding differs from the one announced";
    public const string ExchangeIsOver = "the SCRAM exchange is over";
}
