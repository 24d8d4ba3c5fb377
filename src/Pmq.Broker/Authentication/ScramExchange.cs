using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pmq.Broker.Authentication;

/// <summary>
/// What the server remembers between its first message and the client's last. It is good for one try.
/// </summary>
/// <remarks>Owner: thread-safe; only the mark that the try was made ever changes.</remarks>
internal sealed class ScramExchange
{
    private readonly ScramClientFirst _clientFirst;
    private readonly ScramCredential _credential;
    private readonly bool _isKnownUser;
    private readonly byte[] _nonce;
    private int _isSpent;

    /// <summary>For a user that is not there the credential is a decoy.</summary>
    public ScramExchange(
        ScramClientFirst clientFirst, ReadOnlySpan<byte> serverNonce, ScramCredential credential, bool isKnownUser)
    {
        _clientFirst = clientFirst;
        _credential = credential;
        _isKnownUser = isKnownUser;
        _nonce = [.. clientFirst.Nonce, .. serverNonce];
        string salt = Convert.ToBase64String(credential.Salt);
        ServerFirst = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"r={Encoding.ASCII.GetString(_nonce)},s={salt},i={credential.Iterations}"));
    }

    public string UserName => _clientFirst.UserName;

    /// <summary>The server's first message.</summary>
    public byte[] ServerFirst { get; }

    /// <summary>Null and the server's last message, or why the client is turned away.</summary>
    public string? Finish(byte[]? data, out byte[] serverFinal)
    {
        serverFinal = [];
        if (Interlocked.Exchange(ref _isSpent, 1) != 0)
        {
            return RefusalTexts.ExchangeIsOver;
        }

        if (ScramClientFinal.Read(data, _credential.Hash.Length, out ScramClientFinal message) is { } fault)
        {
            return fault;
        }

        if (!message.Header.SequenceEqual(Encoding.ASCII.GetBytes(Convert.ToBase64String(_clientFirst.Header))))
        {
            return RefusalTexts.OtherHeader;
        }

        if (!message.Nonce.SequenceEqual(_nonce))
        {
            return RefusalTexts.OtherNonce;
        }

        byte[] transcript = [.. _clientFirst.Bare, (byte)',', .. ServerFirst, (byte)',', .. message.WithoutProof];
        if (!IsProven(message.Proof, transcript) || !_isKnownUser)
        {
            return RefusalTexts.NotProven;
        }

        byte[] signature = _credential.Hash.Sign(_credential.ServerKey, transcript);
        serverFinal = Encoding.ASCII.GetBytes("v=" + Convert.ToBase64String(signature));
        return null;
    }

    /// <summary>
    /// The proof is the client's key, hidden behind a signature that only the stored key makes; the stored key is the
    /// client key's hash.
    /// </summary>
    private bool IsProven(ReadOnlySpan<byte> proof, ReadOnlySpan<byte> transcript)
    {
        ScramHash hash = _credential.Hash;
        byte[] clientKey = hash.Sign(_credential.StoredKey, transcript);
        for (int i = 0; i < clientKey.Length; i++)
        {
            clientKey[i] ^= proof[i];
        }

        bool isProven = CryptographicOperations.FixedTimeEquals(hash.Digest(clientKey), _credential.StoredKey);
        CryptographicOperations.ZeroMemory(clientKey);
        return isProven;
    }
}
