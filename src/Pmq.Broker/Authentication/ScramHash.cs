using System.Security.Cryptography;

namespace Pmq.Broker.Authentication;

/// <summary>
/// A hash that SCRAM may be run with, and the three things SCRAM does with it (RFC 5802, section 2.2).
/// </summary>
/// <remarks>Owner: immutable.</remarks>
public sealed class ScramHash
{
    /// <summary>The hash of RFC 7677.</summary>
    public static readonly ScramHash Sha256 = new("SCRAM-SHA-256", HashAlgorithmName.SHA256, 256 / 8);

    public static readonly ScramHash Sha512 = new("SCRAM-SHA-512", HashAlgorithmName.SHA512, 512 / 8);

    /// <summary>Bytes of the longest hash.</summary>
    internal const int LengthMax = 512 / 8;

    private readonly HashAlgorithmName _algorithm;

    private ScramHash(string mechanismName, HashAlgorithmName algorithm, int length)
    {
        MechanismName = mechanismName;
        _algorithm = algorithm;
        Length = length;
    }

    /// <summary>The authentication method that stands for SCRAM with this hash.</summary>
    public string MechanismName { get; }

    /// <summary>Bytes of a hash.</summary>
    public int Length { get; }

    public override string ToString() => MechanismName;

    /// <summary>H.</summary>
    internal byte[] Digest(ReadOnlySpan<byte> bytes) => CryptographicOperations.HashData(_algorithm, bytes);

    /// <summary>HMAC.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> key, ReadOnlySpan<byte> bytes) =>
        CryptographicOperations.HmacData(_algorithm, key, bytes);

    /// <summary>Hi: slow on purpose, the slower the more iterations.</summary>
    internal byte[] Stretch(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, _algorithm, Length);
}
