namespace Pmq.Protocol;

/// <summary>
/// The properties of a packet, checked and left where they lie. A set of bits says which are there, so that asking
/// for one that is not costs nothing; asking for one that is reads the list from its start.
/// </summary>
public readonly ref struct PropertyList
{
    private readonly ulong _present;

    private PropertyList(ByteView bytes, ulong present)
    {
        Bytes = bytes;
        _present = present;
    }

    /// <summary>The properties as on the wire, without the length before them.</summary>
    public ByteView Bytes { get; }

    /// <summary>True when there are none.</summary>
    public bool IsEmpty => Bytes.IsEmpty;

    /// <summary>True when the property is there.</summary>
    public bool Has(PropertyId id) => (_present & BitOf(id)) != 0;

    /// <summary>The value of a number, if it is there; of several, the first.</summary>
    public bool TryGetNumber(PropertyId id, out uint value)
    {
        bool found = TryFind(id, out PropertyView property);
        value = property.Number;
        return found;
    }

    /// <summary>The value of a string or of binary data, if it is there.</summary>
    public bool TryGetBytes(PropertyId id, out ByteView value)
    {
        bool found = TryFind(id, out PropertyView property);
        value = property.Bytes;
        return found;
    }

    /// <summary>All properties in their order.</summary>
    public PropertyEnumerator GetEnumerator() => new(Bytes);

    /// <summary>Reads and checks a list with its length; before 5.0 there is none and nothing is read.</summary>
    internal static Violation? Read(
        scoped ref ByteCursor cursor, ProtocolVersion version, PropertyOwner owner, out PropertyList list)
    {
        list = default;
        if (version != ProtocolVersion.Mqtt5)
        {
            return null;
        }

        if (cursor.ReadVariableInteger(out uint length) is { } violation)
        {
            return violation;
        }

        if (length == 0)
        {
            return null;
        }

        return length <= cursor.Remaining && cursor.TryReadBytes((int)length, out ByteView bytes)
            ? Check(bytes, owner, out list)
            : Violations.BodyTooShort;
    }

    private static Violation? Check(ByteView bytes, PropertyOwner owner, out PropertyList list)
    {
        list = default;
        ulong present = 0;
        var cursor = new ByteCursor(bytes);
        while (!cursor.AtEnd)
        {
            if (PropertyReader.Read(ref cursor, owner, out PropertyView property) is { } violation)
            {
                return violation;
            }

            if ((present & BitOf(property.Id)) != 0 && !MayRepeat(property.Id, owner))
            {
                return Violations.PropertyTwice;
            }

            present |= BitOf(property.Id);
        }

        list = new PropertyList(bytes, present);
        return list.CheckTogether();
    }

    private Violation? CheckTogether()
    {
        if (TryGetBytes(PropertyId.ResponseTopic, out ByteView responseTopic)
            && CheckResponseTopic(responseTopic) is { } violation)
        {
            return violation;
        }

        return Has(PropertyId.AuthenticationData) && !Has(PropertyId.AuthenticationMethod)
            ? Violations.AuthDataWithoutMethod
            : null;
    }

    private static Violation? CheckResponseTopic(ByteView topic)
    {
        if (topic.IsEmpty)
        {
            return Violations.ResponseTopicEmpty;
        }

        return TopicName.HasWildcard(topic) ? Violations.ResponseTopicWildcard : null;
    }

    /// <summary>A PUBLISH carries the identifier of each subscription it was sent for.</summary>
    private static bool MayRepeat(PropertyId id, PropertyOwner owner) =>
        id == PropertyId.UserProperty || (id == PropertyId.SubscriptionIdentifier && owner == PropertyOwner.Publish);

    private static ulong BitOf(PropertyId id) => 1UL << (int)id;

    private bool TryFind(PropertyId id, out PropertyView found)
    {
        if (Has(id))
        {
            foreach (PropertyView property in this)
            {
                if (property.Id == id)
                {
                    found = property;
                    return true;
                }
            }
        }

        found = default;
        return false;
    }
}
