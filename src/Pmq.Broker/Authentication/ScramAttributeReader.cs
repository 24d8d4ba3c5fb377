namespace Pmq.Broker.Authentication;

/// <summary>
/// Walks over the attributes of a SCRAM message: a letter, an equals sign and a value of at least one character,
/// with commas between them.
/// </summary>
internal ref struct ScramAttributeReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;
    private bool _isAtEnd = message.IsEmpty;

    /// <summary>True when the attribute read last was the last one.</summary>
    public readonly bool IsAtEnd => _isAtEnd;

    /// <summary>False when there is no further attribute, or what is there is none.</summary>
    public bool TryRead(out byte name, out ReadOnlySpan<byte> value)
    {
        name = 0;
        value = default;
        if (_isAtEnd)
        {
            return false;
        }

        int comma = _rest.IndexOf((byte)',');
        ReadOnlySpan<byte> attribute = comma < 0 ? _rest : _rest[..comma];
        _isAtEnd = comma < 0;
        _rest = _isAtEnd ? default : _rest[(comma + 1)..];
        if (attribute.Length < 3 || !char.IsAsciiLetter((char)attribute[0]) || attribute[1] != '=')
        {
            return false;
        }

        name = attribute[0];
        value = attribute[2..];
        return true;
    }
}
