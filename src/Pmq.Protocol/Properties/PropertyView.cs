namespace Pmq.Protocol;

/// <summary>One property of a packet. Which of the values is meant follows from the property's type.</summary>
public ref struct PropertyView
{
    // Fields, because they are filled where the view lies: a copy of it costs more than reading it.
    internal PropertyId _id;
    internal uint _number;
    internal ByteView _bytes;
    internal ByteView _second;

    /// <summary>Which property it is.</summary>
    public readonly PropertyId Id => _id;

    /// <summary>The value of a number.</summary>
    public readonly uint Number => _number;

    /// <summary>The value of a string or of binary data; the name of a user property.</summary>
    public readonly ByteView Bytes => _bytes;

    /// <summary>The value of a user property.</summary>
    public readonly ByteView Second => _second;
}
