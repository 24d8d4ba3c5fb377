using System.Security.Cryptography;
using System.Text;

namespace Pmq.TestKit;

/// <summary>
/// The client's side of one SCRAM exchange (RFC 5802), written apart from the broker's, so that each checks the other.
/// It does what it is told, also to send what a server must refuse.
/// </summary>
public sealed class ScramClient(HashAlgorithmName hash, string userName, string password, string nonce)
{
    private string _serverFirst = "";
    private string _withoutProof = "";
    private byte[] _saltedPassword = [];

    /// <summary>What stands in front of the user name: <c>n,,</c> is a client without channel binding.</summary>
    public string Header { get; init; } = "n,,";

    /// <summary>What is appended to the first message, such as <c>,x=y</c>.</summary>
    public string FirstExtensions { get; init; } = "";

    /// <summary>What is put in front of the proof, such as <c>,x=y</c>.</summary>
    public string FinalExtensions { get; init; } = "";

    public byte[] First() => Encoding.UTF8.GetBytes(Header + FirstBare());

    /// <summary>Answers the server's first message with the proof.</summary>
    public byte[] Final(byte[] serverFirst)
    {
        _serverFirst = Encoding.UTF8.GetString(serverFirst);
        Dictionary<string, string> attributes = Attributes(_serverFirst);
        byte[] salt = Convert.FromBase64String(attributes["s"]);
        int iterations = int.Parse(attributes["i"], provider: null);
        _saltedPassword = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password), salt, iterations, hash, Hmac([], []).Length);
        string header = Convert.ToBase64String(Encoding.UTF8.GetBytes(Header));
        _withoutProof = $"c={header},r={attributes["r"]}{FinalExtensions}";
        return Encoding.UTF8.GetBytes($"{_withoutProof},p={Convert.ToBase64String(Proof())}");
    }

    /// <summary>True when the server's last message proves that it knows the user.</summary>
    public bool Trusts(byte[] serverFinal)
    {
        byte[] serverKey = Hmac(_saltedPassword, "Server Key"u8);
        byte[] signature = Hmac(serverKey, Encoding.UTF8.GetBytes(Transcript()));
        return Encoding.UTF8.GetString(serverFinal) == "v=" + Convert.ToBase64String(signature);
    }

    private string FirstBare()
    {
        string written = userName
            .Replace("=", "=3D", StringComparison.Ordinal)
            .Replace(",", "=2C", StringComparison.Ordinal);
        return $"n={written},r={nonce}{FirstExtensions}";
    }

    private string Transcript() => $"{FirstBare()},{_serverFirst},{_withoutProof}";

    private byte[] Proof()
    {
        byte[] clientKey = Hmac(_saltedPassword, "Client Key"u8);
        byte[] storedKey = CryptographicOperations.HashData(hash, clientKey);
        byte[] signature = Hmac(storedKey, Encoding.UTF8.GetBytes(Transcript()));
        return [.. clientKey.Zip(signature, (key, sign) => (byte)(key ^ sign))];
    }

    private byte[] Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes) =>
        CryptographicOperations.HmacData(hash, key, bytes);

    private static Dictionary<string, string> Attributes(string message) =>
        message.Split(',').ToDictionary(attribute => attribute[..1], attribute => attribute[2..]);
}
