using Pmq.Broker.Authentication;

namespace Pmq.Broker.Tests.Authentication;

/// <summary>The exchange that RFC 7677 prints in section 3.</summary>
public sealed class ScramVectorTests
{
    private const string ServerNonce = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private const string Nonce = ScramAccounts.ClientNonce + ServerNonce;
    private const string Salt = "W22ZaJ0SNY7soEsUEjb6gQ==";

    [Fact]
    public void The_exchange_of_the_standard_is_reproduced_to_the_letter()
    {
        var credential = ScramCredential.Derive("pencil", Convert.FromBase64String(Salt), 4096, ScramHash.Sha256);
        var mechanism = new ScramMechanism(
            ScramHash.Sha256, new GivenCredentials("user", credential), new GivenNonceSource(ServerNonce));
        var conversation = new ScramConversation(mechanism);

        RecordingReply first = conversation.Step($"n,,n=user,r={ScramAccounts.ClientNonce}");
        first.AssertContinued();
        Assert.Equal($"r={Nonce},s={Salt},i=4096", first.DataText);

        RecordingReply last = conversation.Step($"c=biws,r={Nonce},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        last.AssertAccepted("user");
        Assert.Equal("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", last.DataText);
    }
}
