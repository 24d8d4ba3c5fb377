using System.Security.Cryptography;
using Pmq.Broker.Authentication;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Authentication;

/// <summary>The accounts that SCRAM tests log in with, and mechanisms and clients for them.</summary>
internal static class ScramAccounts
{
    public const string UserName = "ada";
    public const string Password = "pencil";
    public const string OtherUserName = "bob";
    public const string ClientNonce = "rOprNGfwEbeRWgbNEkqO";

    /// <summary>Few, because the tests are about messages and not about time.</summary>
    public const int Iterations = 16;

    public static ScramHash Hash(int bits) => bits == 256 ? ScramHash.Sha256 : ScramHash.Sha512;

    public static ScramMechanism Mechanism(int bits = 256) => Mechanism(bits, new Dictionary<string, string>
    {
        [UserName] = Password,
        [OtherUserName] = "rubber",
    });

    public static ScramMechanism Mechanism(int bits, IReadOnlyDictionary<string, string> passwords)
    {
        var random = new SeededRandomSource(7677);
        var users = new ScramUsers(passwords, Hash(bits), random, Iterations);
        return new ScramMechanism(Hash(bits), users, random, new ScramDecoyOptions { Iterations = Iterations });
    }

    public static ScramClient Client(string userName = UserName, string password = Password, int bits = 256) =>
        new(bits == 256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512, userName, password, ClientNonce);
}
