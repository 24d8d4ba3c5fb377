using System.Text.Unicode;

namespace Pmq.Broker.Authentication;

/// <summary>What every SCRAM message from a client has to keep to, before anything is read out of it.</summary>
internal static class ScramSyntax
{
    /// <summary>
    /// A message is a name, a nonce, a proof and perhaps extensions: a few hundred bytes in practice. The bound keeps
    /// what a client that is not yet let in can make the broker hold on to small.
    /// </summary>
    public const int MessageBytesMax = 4096;

    /// <summary>Null, or what is wrong.</summary>
    public static string? FaultOf(byte[]? message)
    {
        if (message is null || message.Length == 0)
        {
            return RefusalTexts.NoData;
        }

        if (message.Length > MessageBytesMax)
        {
            return RefusalTexts.TooLong;
        }

        if (!Utf8.IsValid(message))
        {
            return RefusalTexts.NotText;
        }

        return message.AsSpan().Contains((byte)0) ? RefusalTexts.Malformed : null;
    }

    /// <summary>Nonces are printable ASCII; the reader has already cut at commas.</summary>
    public static bool IsNonce(ReadOnlySpan<byte> value) =>
        !value.IsEmpty && !value.ContainsAnyExceptInRange((byte)'!', (byte)'~');

    /// <summary>
    /// Reads the extensions up to the end. There are none that this server knows; those that a client marks as needed
    /// end the exchange, others are passed over.
    /// </summary>
    public static string? FaultOfExtensions(ref ScramAttributeReader reader)
    {
        while (!reader.IsAtEnd)
        {
            if (!reader.TryRead(out byte name, out _))
            {
                return RefusalTexts.Malformed;
            }

            if (name == 'm')
            {
                return RefusalTexts.MandatoryExtension;
            }
        }

        return null;
    }
}
