namespace Pmq.Protocol;

/// <summary>Walks a topic filter byte by byte and checks where its wildcards stand.</summary>
internal struct WildcardScan
{
    private const byte Separator = (byte)'/';
    private const byte SingleLevel = (byte)'+';
    private const byte MultiLevel = (byte)'#';

    private byte _previous;
    private bool _started;

    public Violation? Accept(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            bool atLevelStart = !_started || _previous == Separator;
            if (_started && _previous == MultiLevel)
            {
                return Violations.MultiLevelWildcard;
            }

            if (value == MultiLevel && !atLevelStart)
            {
                return Violations.MultiLevelWildcard;
            }

            if ((value == SingleLevel && !atLevelStart) || (_started && _previous == SingleLevel && value != Separator))
            {
                return Violations.SingleLevelWildcard;
            }

            _previous = value;
            _started = true;
        }

        return null;
    }
}
