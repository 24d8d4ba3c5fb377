using Pmq.Broker.Authentication;
using Pmq.Protocol;

namespace Pmq.Broker.Tests.Authentication;

/// <summary>Trying out names must not tell which of them have an account.</summary>
public sealed class ScramUnknownUserTests
{
    private const string Stranger = "mallory";

    [Theory]
    [InlineData(256)]
    [InlineData(512)]
    public void A_stranger_sees_what_a_user_with_a_wrong_password_sees(int bits)
    {
        ScramMechanism mechanism = ScramAccounts.Mechanism(bits);
        string[] userSees = Transcript(mechanism, ScramAccounts.UserName, bits);
        string[] strangerSees = Transcript(mechanism, Stranger, bits);

        Assert.Equal(userSees[0].Length, strangerSees[0].Length);
        Assert.Equal(Shape(userSees[0]), Shape(strangerSees[0]));
        Assert.Equal(userSees[1], strangerSees[1]);
    }

    [Fact]
    public void A_stranger_gets_the_same_salt_each_time()
    {
        ScramMechanism mechanism = ScramAccounts.Mechanism();

        Assert.Equal(SaltOf(mechanism, Stranger), SaltOf(mechanism, Stranger));
        Assert.NotEqual(SaltOf(mechanism, Stranger), SaltOf(mechanism, "trudy"));
    }

    [Fact]
    public void Nodes_that_share_the_secret_make_up_the_same_salts()
    {
        byte[] secret = [.. Enumerable.Repeat((byte)42, 32)];

        Assert.Equal(SaltOf(Node(1, secret), Stranger), SaltOf(Node(2, secret), Stranger));
        Assert.NotEqual(SaltOf(Node(1, secret: null), Stranger), SaltOf(Node(2, secret: null), Stranger));
    }

    [Fact]
    public void A_stranger_is_refused_even_with_a_proof_that_fits_the_made_up_keys()
    {
        var credential = ScramCredential.Derive("guess", new byte[16], ScramAccounts.Iterations, ScramHash.Sha256);
        Assert.Null(ScramClientFirst.Read(ScramAccounts.Client(Stranger).First(), out ScramClientFirst? message));
        var exchange = new ScramExchange(message!, "nonce"u8, credential, isKnownUser: false);
        byte[] final = ScramAccounts.Client(Stranger, "guess").Final(exchange.ServerFirst);

        Assert.Equal(RefusalTexts.NotProven, exchange.Finish(final, out byte[] serverFinal));
        Assert.Empty(serverFinal);
    }

    [Fact]
    public void A_credential_of_another_hash_counts_as_none()
    {
        var credential = ScramCredential.Derive(
            ScramAccounts.Password, new byte[16], ScramAccounts.Iterations, ScramHash.Sha256);
        var mechanism = new ScramMechanism(
            ScramHash.Sha512, new GivenCredentials(ScramAccounts.UserName, credential), new SeededRandomSource(1));

        new ScramConversation(mechanism).Run(ScramAccounts.Client(bits: 512))
            .AssertRefused(ReasonCode.NotAuthorized, RefusalTexts.NotProven);
    }

    [Theory]
    [InlineData(0, 16, 32)]
    [InlineData(4096, 0, 32)]
    [InlineData(4096, 33, 32)]
    [InlineData(4096, 16, 15)]
    public void Impossible_options_are_a_fault(int iterations, int saltLength, int secretLength) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScramDecoys(
            ScramHash.Sha256,
            new ScramDecoyOptions { Iterations = iterations, SaltLength = saltLength, Secret = new byte[secretLength] },
            new SeededRandomSource(1)));

    private static ScramMechanism Node(int seed, byte[]? secret)
    {
        var random = new SeededRandomSource(seed);
        var users = new ScramUsers(new Dictionary<string, string>(), ScramHash.Sha256, random);
        return new ScramMechanism(ScramHash.Sha256, users, random, new ScramDecoyOptions { Secret = secret });
    }

    private static string[] Transcript(ScramMechanism mechanism, string userName, int bits)
    {
        var client = ScramAccounts.Client(userName, "eraser", bits);
        var conversation = new ScramConversation(mechanism);
        RecordingReply first = conversation.Step(client.First());
        RecordingReply last = conversation.Step(client.Final(first.Data!));
        return [first.DataText, $"{last.Kind} {last.Reason} {last.Text}"];
    }

    private static string SaltOf(ScramMechanism mechanism, string userName) =>
        new ScramConversation(mechanism).Step(ScramAccounts.Client(userName).First()).DataText.Split(',')[1];

    /// <summary>The message with nonce and salt taken out.</summary>
    private static string Shape(string serverFirst) =>
        string.Join(',', serverFirst.Split(',').Select(part => part[0] == 'i' ? part : part[..2]));
}
