using Pmq.Broker.Authentication;

namespace Pmq.Broker.Tests.Authentication;

public sealed class ScramUsersTests
{
    [Theory]
    [InlineData(256)]
    [InlineData(512)]
    public void Each_user_has_a_salt_and_keys_of_its_own(int bits)
    {
        ScramUsers users = Users(bits, ("ada", "same"), ("bob", "same"));

        Assert.True(users.TryFind("ada", out ScramCredential? ada));
        Assert.True(users.TryFind("bob", out ScramCredential? bob));
        Assert.Equal(ScramUsers.SaltLength, ada.Salt.Length);
        Assert.Equal(bits / 8, ada.StoredKey.Length);
        Assert.NotEqual(ada.Salt, bob.Salt);
        Assert.NotEqual(ada.StoredKey, bob.StoredKey);
        Assert.NotEqual(ada.ServerKey, bob.ServerKey);
        Assert.NotEqual(ada.StoredKey, ada.ServerKey);
    }

    [Fact]
    public void Names_are_found_to_the_letter() => Assert.False(Users(256, ("ada", "x")).TryFind("Ada", out _));

    [Fact]
    public void Iterations_are_those_of_the_standard_unless_told()
    {
        var users = new ScramUsers(
            new Dictionary<string, string> { ["ada"] = "x" }, ScramHash.Sha256, new SeededRandomSource(1));

        Assert.True(users.TryFind("ada", out ScramCredential? ada));
        Assert.Equal(4096, ada.Iterations);
    }

    [Theory]
    [InlineData("", "x")]
    [InlineData("a\u0007", "x")]
    [InlineData("ada", "")]
    [InlineData("ada", "\u00AD")]
    [InlineData("ada", "a\u0000")]
    public void What_no_client_could_send_is_a_fault(string userName, string password) =>
        Assert.Throws<ArgumentException>(() => Users(256, (userName, password)));

    [Fact]
    public void Two_names_that_are_one_when_prepared_are_a_fault() =>
        Assert.Throws<ArgumentException>(() => Users(256, ("a b", "x"), ("a\u00A0b", "y")));

    [Fact]
    public void A_credential_fits_its_hash() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new ScramCredential(ScramHash.Sha512, new byte[16], 4096, new byte[32], new byte[64]));

    private static ScramUsers Users(int bits, params (string Name, string Password)[] accounts) =>
        new(
            accounts.ToDictionary(account => account.Name, account => account.Password),
            ScramAccounts.Hash(bits),
            new SeededRandomSource(1),
            ScramAccounts.Iterations);
}
