namespace Pmq.Broker.Routing;

/// <summary>Goes over the levels of a topic or filter. An empty level is a level (section 4.7.1.1).</summary>
/// <remarks>Owner: the method that made it.</remarks>
internal ref struct LevelCursor(ReadOnlySpan<byte> path)
{
    public const byte Separator = (byte)'/';

    private readonly ReadOnlySpan<byte> _path = path;
    private int _next;

    /// <summary>Where the level begins.</summary>
    public int Start { get; private set; }

    /// <summary>The bytes of the level.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    public bool MoveNext()
    {
        if (_next > _path.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = _path[_next..];
        int length = rest.IndexOf(Separator);
        Current = length < 0 ? rest : rest[..length];
        Start = _next;
        _next += Current.Length + 1;
        return true;
    }
}
