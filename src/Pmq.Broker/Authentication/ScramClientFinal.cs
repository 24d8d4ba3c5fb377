using System.Buffers;
using System.Buffers.Text;

namespace Pmq.Broker.Authentication;

/// <summary>The client's last message: <c>c=header,r=nonce,p=proof</c>.</summary>
/// <remarks>Owner: the exchange's step, which it does not outlive.</remarks>
internal ref struct ScramClientFinal
{
    /// <summary>Base64 makes four characters of three bytes, rounded up.</summary>
    private const int ProofTextLengthMax = (ScramHash.LengthMax + 2) / 3 * 4;

    private static ReadOnlySpan<byte> ProofMark => ",p="u8;

    /// <summary>All that stands before the proof, which is what the proof is about.</summary>
    public ReadOnlySpan<byte> WithoutProof { get; private set; }

    /// <summary>The header of the first message, in Base64.</summary>
    public ReadOnlySpan<byte> Header { get; private set; }

    public ReadOnlySpan<byte> Nonce { get; private set; }

    public byte[] Proof { get; private set; }

    /// <summary>Null and a message, or what is wrong.</summary>
    public static string? Read(byte[]? data, int proofLength, out ScramClientFinal message)
    {
        message = default;
        if (ScramSyntax.FaultOf(data) is { } fault)
        {
            return fault;
        }

        ReadOnlySpan<byte> text = data;
        int end = text.LastIndexOf(ProofMark);
        if (end < 0 || !TryReadProof(text[(end + ProofMark.Length)..], proofLength, out byte[] proof))
        {
            return RefusalTexts.Malformed;
        }

        message.WithoutProof = text[..end];
        message.Proof = proof;
        return message.ReadWithoutProof();
    }

    private string? ReadWithoutProof()
    {
        var reader = new ScramAttributeReader(WithoutProof);
        if (!reader.TryRead(out byte name, out ReadOnlySpan<byte> header))
        {
            return RefusalTexts.Malformed;
        }

        if (name == 'm')
        {
            return RefusalTexts.MandatoryExtension;
        }

        if (name != 'c' || !reader.TryRead(out name, out ReadOnlySpan<byte> nonce) || name != 'r')
        {
            return RefusalTexts.Malformed;
        }

        Header = header;
        Nonce = nonce;
        return ScramSyntax.FaultOfExtensions(ref reader);
    }

    /// <summary>
    /// The platform's decoder passes over white space and stray bits at the end; SCRAM has one way to write a proof.
    /// </summary>
    private static bool TryReadProof(ReadOnlySpan<byte> written, int proofLength, out byte[] proof)
    {
        proof = new byte[proofLength];
        if (Base64.DecodeFromUtf8(written, proof, out _, out int length) != OperationStatus.Done
            || length != proofLength)
        {
            return false;
        }

        Span<byte> canonical = stackalloc byte[ProofTextLengthMax];
        Base64.EncodeToUtf8(proof, canonical, out _, out int canonicalLength);
        return written.SequenceEqual(canonical[..canonicalLength]);
    }
}
