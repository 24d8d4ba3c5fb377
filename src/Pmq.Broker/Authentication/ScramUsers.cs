using System.Diagnostics.CodeAnalysis;
using Pmq.Broker.Turns;

namespace Pmq.Broker.Authentication;

/// <summary>Users in memory, for one hash. Only derived keys are kept; the passwords are forgotten.</summary>
/// <remarks>Owner: immutable.</remarks>
public sealed class ScramUsers : IScramCredentials
{
    /// <summary>
    /// RFC 7677 asks for at least this many. The client does this work at every login, and MQTT's clients are small
    /// devices: whoever has none raises it.
    /// </summary>
    public const int DefaultIterations = 4096;

    /// <summary>128 bits, so that no two users share a salt, and what NIST SP 800-132 asks for.</summary>
    public const int SaltLength = 16;

    private readonly Dictionary<string, ScramCredential> _credentials = new(StringComparer.Ordinal);

    /// <summary>Derives a credential for each pair of name and password, which takes milliseconds a pair.</summary>
    /// <exception cref="ArgumentException">A name or password can't be prepared, or a name comes twice.</exception>
    public ScramUsers(
        IReadOnlyDictionary<string, string> passwords,
        ScramHash hash,
        IRandomSource random,
        int iterations = DefaultIterations)
    {
        ArgumentNullException.ThrowIfNull(passwords);
        ArgumentNullException.ThrowIfNull(random);
        foreach (KeyValuePair<string, string> pair in passwords)
        {
            if (!SaslPreparation.TryPrepare(pair.Key, out string userName))
            {
                throw new ArgumentException(
                    $"The user name '{pair.Key}' is empty or has a character that is not allowed.", nameof(passwords));
            }

            byte[] salt = new byte[SaltLength];
            random.Fill(salt);
            if (!_credentials.TryAdd(userName, ScramCredential.Derive(pair.Value, salt, iterations, hash)))
            {
                throw new ArgumentException($"There are two users '{userName}'.", nameof(passwords));
            }
        }
    }

    public bool TryFind(string userName, [NotNullWhen(true)] out ScramCredential? credential) =>
        _credentials.TryGetValue(userName, out credential);
}
