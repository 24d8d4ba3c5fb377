using Pmq.Broker.Authentication;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Authentication;

public sealed class AcceptAllAuthenticatorTests
{
    private static readonly AcceptAllAuthenticator Authenticator = new();

    [Theory]
    [InlineData(null)]
    [InlineData("ada")]
    public void A_login_keeps_the_name_it_gave(string? userName) =>
        RecordingReply.To(Authenticator, new AuthenticationRequest
        {
            ClientId = "client",
            UserName = userName,
            Password = [1, 2, 3],
            Version = ProtocolVersion.Mqtt311,
        }).AssertAccepted(userName);

    [Theory]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("")]
    public void No_authentication_method_is_known(string method) =>
        RecordingReply.To(Authenticator, new AuthenticationRequest { ClientId = "client", Method = method })
            .AssertRefused(ReasonCode.BadAuthenticationMethod, RefusalTexts.UnknownMethod);
}
