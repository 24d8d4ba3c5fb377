namespace Pmq.Protocol;

/// <summary>Goes through properties that were checked before.</summary>
public ref struct PropertyEnumerator
{
    // Where the list stands was checked before.
    private const PropertyOwner AnyOwner = (PropertyOwner)ushort.MaxValue;

    private ByteCursor _cursor;

    /// <summary>Goes through properties as on the wire, without the length before them.</summary>
    public PropertyEnumerator(ByteView bytes) => _cursor = new ByteCursor(bytes);

    /// <summary>The property the enumerator stands at.</summary>
    public PropertyView Current { get; private set; }

    /// <summary>Goes to the next property.</summary>
    public bool MoveNext()
    {
        if (_cursor.AtEnd || PropertyReader.Read(ref _cursor, AnyOwner, out PropertyView property) is not null)
        {
            return false;
        }

        Current = property;
        return true;
    }
}
