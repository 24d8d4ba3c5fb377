namespace Pmq.Broker.Authentication;

/// <summary>
/// The client's first message: <c>n,,n=user,r=nonce</c>. In front of the second comma stands the header, in which the
/// client says what it thinks of channel binding and for whom it wants to act; its last message repeats it.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class ScramClientFirst
{
    private ScramClientFirst(byte[] header, byte[] bare, byte[] nonce, string userName)
    {
        Header = header;
        Bare = bare;
        Nonce = nonce;
        UserName = userName;
    }

    /// <summary>The header with both of its commas.</summary>
    public byte[] Header { get; }

    /// <summary>The message without its header.</summary>
    public byte[] Bare { get; }

    public byte[] Nonce { get; }

    /// <summary>The user name, prepared.</summary>
    public string UserName { get; }

    /// <summary>Null and a message, or what is wrong.</summary>
    public static string? Read(byte[]? data, out ScramClientFirst? message)
    {
        message = null;
        if (ScramSyntax.FaultOf(data) is { } fault)
        {
            return fault;
        }

        ReadOnlySpan<byte> text = data;
        if (ReadHeader(text, out int headerLength, out ReadOnlySpan<byte> identity) is { } headerFault)
        {
            return headerFault;
        }

        ReadOnlySpan<byte> bare = text[headerLength..];
        if (ReadBare(bare, out ReadOnlySpan<byte> writtenName, out ReadOnlySpan<byte> nonce) is { } bareFault)
        {
            return bareFault;
        }

        if (ReadName(writtenName, out string userName) is { } nameFault)
        {
            return nameFault;
        }

        if (IdentityFault(identity, userName) is { } identityFault)
        {
            return identityFault;
        }

        message = new ScramClientFirst(text[..headerLength].ToArray(), bare.ToArray(), nonce.ToArray(), userName);
        return null;
    }

    /// <summary>
    /// <c>n</c>: no binding; <c>y</c>: could have one, and thinks the server can't; <c>p=</c>: has one; it is refused.
    /// </summary>
    private static string? ReadHeader(ReadOnlySpan<byte> text, out int length, out ReadOnlySpan<byte> identity)
    {
        length = 0;
        identity = default;
        if (text.StartsWith("p="u8))
        {
            return RefusalTexts.ChannelBinding;
        }

        if (!text.StartsWith("n,"u8) && !text.StartsWith("y,"u8))
        {
            return RefusalTexts.Malformed;
        }

        int identityLength = text[2..].IndexOf((byte)',');
        if (identityLength < 0)
        {
            return RefusalTexts.Malformed;
        }

        identity = text.Slice(2, identityLength);
        length = 2 + identityLength + 1;
        return null;
    }

    private static string? ReadBare(
        ReadOnlySpan<byte> bare, out ReadOnlySpan<byte> writtenName, out ReadOnlySpan<byte> nonce)
    {
        nonce = default;
        var reader = new ScramAttributeReader(bare);
        if (!reader.TryRead(out byte name, out writtenName))
        {
            return RefusalTexts.Malformed;
        }

        if (name == 'm')
        {
            return RefusalTexts.MandatoryExtension;
        }

        if (name != 'n' || !reader.TryRead(out name, out nonce) || name != 'r' || !ScramSyntax.IsNonce(nonce))
        {
            return RefusalTexts.Malformed;
        }

        return ScramSyntax.FaultOfExtensions(ref reader);
    }

    private static string? ReadName(ReadOnlySpan<byte> written, out string prepared)
    {
        prepared = "";
        if (!ScramName.TryRead(written, out string? name))
        {
            return RefusalTexts.Malformed;
        }

        return SaslPreparation.TryPrepare(name, out prepared) ? null : RefusalTexts.BadUserName;
    }

    /// <summary>The client may say for whom it acts only to say that it acts for itself.</summary>
    private static string? IdentityFault(ReadOnlySpan<byte> identity, string userName)
    {
        if (identity.IsEmpty)
        {
            return null;
        }

        if (!identity.StartsWith("a="u8))
        {
            return RefusalTexts.Malformed;
        }

        if (ReadName(identity[2..], out string actingFor) is { } fault)
        {
            return fault;
        }

        return string.Equals(actingFor, userName, StringComparison.Ordinal) ? null : RefusalTexts.OtherIdentity;
    }
}
