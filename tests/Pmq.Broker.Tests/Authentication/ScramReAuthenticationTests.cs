using Pmq.Broker.Authentication;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Authentication;

public sealed class ScramReAuthenticationTests
{
    [Fact]
    public void The_same_user_may_prove_itself_again()
    {
        var client = ScramAccounts.Client();

        RecordingReply last = ReAuthentication(ScramAccounts.UserName).Run(client);

        last.AssertAccepted(ScramAccounts.UserName);
        Assert.True(client.Trusts(last.Data!));
    }

    [Theory]
    [InlineData(ScramAccounts.OtherUserName)]
    [InlineData("Ada")]
    [InlineData("")]
    public void Another_user_is_refused_before_any_proof(string establishedUserName) =>
        ReAuthentication(establishedUserName).Step(ScramAccounts.Client().First())
            .AssertRefused(ReasonCode.NotAuthorized, RefusalTexts.UserNameChanged);

    [Fact]
    public void A_session_without_a_user_gets_none_by_re_authentication() =>
        RecordingReply.To(ScramAccounts.Mechanism(), new AuthenticationRequest
        {
            ClientId = "client",
            IsReAuthentication = true,
            Data = ScramAccounts.Client().First(),
        }).AssertRefused(ReasonCode.NotAuthorized, RefusalTexts.UserNameChanged);

    [Fact]
    public void An_exchange_begun_as_a_login_does_not_change_the_user_of_a_session()
    {
        ScramMechanism mechanism = ScramAccounts.Mechanism();
        var client = ScramAccounts.Client();
        RecordingReply first = new ScramConversation(mechanism).Step(client.First());

        RecordingReply.To(mechanism, new AuthenticationRequest
        {
            ClientId = "client",
            UserName = ScramAccounts.OtherUserName,
            IsReAuthentication = true,
            Data = client.Final(first.Data!),
            State = first.State,
        }).AssertRefused(ReasonCode.NotAuthorized, RefusalTexts.UserNameChanged);
    }

    [Fact]
    public void A_wrong_password_is_refused() =>
        ReAuthentication(ScramAccounts.UserName).Run(ScramAccounts.Client(password: "eraser"))
            .AssertRefused(ReasonCode.NotAuthorized, RefusalTexts.NotProven);

    [Fact]
    public void The_user_name_of_the_CONNECT_is_not_looked_at_in_a_login()
    {
        RecordingReply reply = RecordingReply.To(ScramAccounts.Mechanism(), new AuthenticationRequest
        {
            ClientId = "client",
            UserName = ScramAccounts.OtherUserName,
            Data = ScramAccounts.Client().First(),
        });

        reply.AssertContinued();
    }

    private static ScramConversation ReAuthentication(string establishedUserName) =>
        new(ScramAccounts.Mechanism()) { EstablishedUserName = establishedUserName };
}
