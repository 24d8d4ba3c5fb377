namespace Pmq.Protocol;

/// <summary>Goes through the filters of a SUBSCRIBE or UNSUBSCRIBE that was checked before.</summary>
public ref struct SubscriptionEnumerator
{
    private readonly bool _withOptions;
    private ByteCursor _cursor;

    internal SubscriptionEnumerator(ByteView payload, bool withOptions)
    {
        _cursor = new ByteCursor(payload);
        _withOptions = withOptions;
    }

    /// <summary>The entry the enumerator stands at.</summary>
    public SubscriptionView Current { get; private set; }

    /// <summary>Goes to the next entry.</summary>
    public bool MoveNext()
    {
        if (!_cursor.TryReadBinary(out ByteView filter))
        {
            return false;
        }

        byte options = 0;
        if (_withOptions)
        {
            _cursor.TryReadByte(out options);
        }

        Current = new SubscriptionView(filter, new SubscriptionOptions(options));
        return true;
    }
}
