namespace Pmq.Protocol;

/// <summary>How a property's value is written.</summary>
public enum PropertyType : byte
{
    /// <summary>One byte.</summary>
    Byte,

    /// <summary>Two bytes.</summary>
    TwoByteInteger,

    /// <summary>Four bytes.</summary>
    FourByteInteger,

    /// <summary>One to four bytes.</summary>
    VariableByteInteger,

    /// <summary>A two-byte length and that many bytes.</summary>
    BinaryData,

    /// <summary>A two-byte length and that many bytes of text.</summary>
    Utf8String,

    /// <summary>Two strings.</summary>
    Utf8StringPair,
}
