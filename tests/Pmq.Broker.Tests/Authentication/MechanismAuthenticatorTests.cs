using Pmq.Broker.Authentication;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Authentication;

public sealed class MechanismAuthenticatorTests
{
    private static readonly MechanismAuthenticator Authenticator = new(
        new AcceptAllAuthenticator(), [ScramAccounts.Mechanism(256), ScramAccounts.Mechanism(512)]);

    [Fact]
    public void A_login_without_method_goes_to_the_authenticator_inside() =>
        RecordingReply.To(Authenticator, new AuthenticationRequest { ClientId = "client", UserName = "carl" })
            .AssertAccepted("carl");

    [Theory]
    [InlineData("SCRAM-SHA-256", 256)]
    [InlineData("SCRAM-SHA-512", 512)]
    public void Each_step_goes_to_the_mechanism_that_was_named(string method, int bits)
    {
        var client = ScramAccounts.Client(bits: bits);
        RecordingReply first = RecordingReply.To(Authenticator, Request(method, client.First(), state: null));
        first.AssertContinued();

        RecordingReply last = RecordingReply.To(
            Authenticator, Request(method, client.Final(first.Data!), first.State));

        last.AssertAccepted(ScramAccounts.UserName);
        Assert.True(client.Trusts(last.Data!));
    }

    [Theory]
    [InlineData("SCRAM-SHA-1")]
    [InlineData("scram-sha-256")]
    [InlineData("SCRAM-SHA-256-PLUS")]
    [InlineData("")]
    public void An_unknown_method_is_refused(string method) =>
        RecordingReply.To(Authenticator, Request(method, [], state: null))
            .AssertRefused(ReasonCode.BadAuthenticationMethod, RefusalTexts.UnknownMethod);

    [Fact]
    public void Two_mechanisms_of_one_name_are_a_fault() =>
        Assert.Throws<ArgumentException>(() => new MechanismAuthenticator(
            new AcceptAllAuthenticator(), [ScramAccounts.Mechanism(256), ScramAccounts.Mechanism(256)]));

    private static AuthenticationRequest Request(string method, byte[] data, object? state) =>
        new() { ClientId = "client", Method = method, Data = data, State = state };
}
