using System.Text;
using Pmq.Broker.Turns;

namespace Pmq.Broker.Authentication;

/// <summary>
/// Credentials for users that are not there, always the same for the same name, so that trying names out tells
/// nobody who has an account. No password belongs to them.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class ScramDecoys
{
    private const int SecretLength = 32;
    private const int SecretLengthMin = 16;

    /// <summary>The shortest hash, from which salts are cut.</summary>
    private const int SaltLengthMax = 32;

    private readonly ScramHash _hash;
    private readonly ScramDecoyOptions _options;
    private readonly byte[] _secret;

    public ScramDecoys(ScramHash hash, ScramDecoyOptions options, IRandomSource random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Iterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SaltLength, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.SaltLength, SaltLengthMax);
        if (options.Secret is { } secret)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, SecretLengthMin);
        }

        _hash = hash;
        _options = options;
        _secret = options.Secret ?? new byte[SecretLength];
        if (options.Secret is null)
        {
            random.Fill(_secret);
        }
    }

    public ScramCredential Of(string userName)
    {
        byte[] seed = _hash.Sign(_secret, Encoding.UTF8.GetBytes(userName));
        byte[] salt = _hash.Sign(seed, "salt"u8)[.._options.SaltLength];
        return new ScramCredential(
            _hash, salt, _options.Iterations, _hash.Sign(seed, "stored key"u8), _hash.Sign(seed, "server key"u8));
    }
}
