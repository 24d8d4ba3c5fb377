using System.Security.Cryptography;
using System.Text;

namespace Pmq.Broker.Authentication;

/// <summary>
/// What is kept of a password: enough to check a proof and to prove that the server knows the user, not enough to log
/// in as the user elsewhere.
/// </summary>
/// <remarks>Owner: immutable; nobody writes to the byte arrays after they were handed over.</remarks>
public sealed class ScramCredential
{
    public ScramCredential(ScramHash hash, byte[] salt, int iterations, byte[] storedKey, byte[] serverKey)
    {
        ArgumentNullException.ThrowIfNull(hash);
        ArgumentNullException.ThrowIfNull(salt);
        ArgumentNullException.ThrowIfNull(storedKey);
        ArgumentNullException.ThrowIfNull(serverKey);
        ArgumentOutOfRangeException.ThrowIfZero(salt.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        ArgumentOutOfRangeException.ThrowIfNotEqual(storedKey.Length, hash.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(serverKey.Length, hash.Length);
        Hash = hash;
        Salt = salt;
        Iterations = iterations;
        StoredKey = storedKey;
        ServerKey = serverKey;
    }

    public ScramHash Hash { get; }

    public byte[] Salt { get; }

    public int Iterations { get; }

    public byte[] StoredKey { get; }

    public byte[] ServerKey { get; }

    /// <summary>
    /// Makes the credential of a password, which is prepared as <see cref="SaslPreparation"/> says. It is slow on
    /// purpose: for tools and for the start of the program, not for a turn.
    /// </summary>
    /// <exception cref="ArgumentException">The password is empty or has a character that is not allowed.</exception>
    public static ScramCredential Derive(string password, byte[] salt, int iterations, ScramHash hash)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(salt);
        ArgumentNullException.ThrowIfNull(hash);
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        if (!SaslPreparation.TryPrepare(password, out string prepared))
        {
            throw new ArgumentException(
                "The password is empty or has a character that is not allowed.", nameof(password));
        }

        byte[] saltedPassword = hash.Stretch(Encoding.UTF8.GetBytes(prepared), salt, iterations);
        byte[] clientKey = hash.Sign(saltedPassword, "Client Key"u8);
        var credential = new ScramCredential(
            hash, salt, iterations, hash.Digest(clientKey), hash.Sign(saltedPassword, "Server Key"u8));
        CryptographicOperations.ZeroMemory(saltedPassword);
        CryptographicOperations.ZeroMemory(clientKey);
        return credential;
    }
}
