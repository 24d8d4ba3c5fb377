namespace Pmq.Protocol;

/// <summary>Reads one property after the other.</summary>
internal static class PropertyReader
{
    /// <summary>Reads the property at the cursor and checks all that it alone can get wrong.</summary>
    public static Violation? Read(scoped ref ByteCursor cursor, PropertyOwner owner, out PropertyView property)
    {
        property = default;
        if (cursor.ReadVariableInteger(out uint id) is { } violation)
        {
            return violation;
        }

        PropertyRule rule = id <= byte.MaxValue ? PropertyRules.Of((byte)id) : default;
        if (!rule.IsKnown)
        {
            return Violations.PropertyUnknown;
        }

        if ((rule.Owners & owner) == 0)
        {
            return Violations.PropertyMisplaced;
        }

        property._id = (PropertyId)id;
        return rule.Type switch
        {
            PropertyType.BinaryData => cursor.TryReadBinary(out property._bytes) ? null : Violations.BodyTooShort,
            PropertyType.Utf8String => cursor.ReadText(out property._bytes),
            PropertyType.Utf8StringPair =>
                cursor.ReadText(out property._bytes) ?? cursor.ReadText(out property._second),
            _ => ReadNumber(ref cursor, rule.Type, out property._number)
                ?? CheckRange(property._id, rule.Range, property._number),
        };
    }

    private static Violation? ReadNumber(scoped ref ByteCursor cursor, PropertyType type, out uint number)
    {
        number = 0;
        switch (type)
        {
            case PropertyType.Byte:
                bool hasByte = cursor.TryReadByte(out byte one);
                number = one;
                return hasByte ? null : Violations.BodyTooShort;
            case PropertyType.TwoByteInteger:
                bool hasTwo = cursor.TryReadUInt16(out ushort two);
                number = two;
                return hasTwo ? null : Violations.BodyTooShort;
            case PropertyType.FourByteInteger:
                return cursor.TryReadUInt32(out number) ? null : Violations.BodyTooShort;
            default:
                return cursor.ReadVariableInteger(out number);
        }
    }

    private static Violation? CheckRange(PropertyId id, ValueRange range, uint number) => range switch
    {
        ValueRange.ZeroOrOne when number > 1 => Violations.PropertyNotBoolean,
        ValueRange.NotZero when number == 0 =>
            id == PropertyId.TopicAlias ? Violations.TopicAliasZero : Violations.PropertyZero,
        _ => null,
    };
}
