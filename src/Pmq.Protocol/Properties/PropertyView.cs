namespace Pmq.Protocol;

/// <summary>One property of a packet. Which of the values is meant follows from the property's type.</summary>
public readonly ref struct PropertyView
{
    internal PropertyView(PropertyId id, uint number, ByteView bytes, ByteView second)
    {
        Id = id;
        Number = number;
        Bytes = bytes;
        Second = second;
    }

    /// <summary>Which property it is.</summary>
    public PropertyId Id { get; }

    /// <summary>The value of a number.</summary>
    public uint Number { get; }

    /// <summary>The value of a string or of binary data; the name of a user property.</summary>
    public ByteView Bytes { get; }

    /// <summary>The value of a user property.</summary>
    public ByteView Second { get; }
}
