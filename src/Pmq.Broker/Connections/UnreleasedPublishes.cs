using Pmq.Broker.Durability;

namespace Pmq.Broker.Connections;

/// <summary>
/// The packet identifiers of QoS 2 messages that a client has sent and not released. They belong to the session: the
/// read loop of each connection takes them over from the one before, once that has ended.
/// </summary>
/// <remarks>Owner: read loop.</remarks>
internal sealed class UnreleasedPublishes
{
    private readonly PacketIdSet _ids = new();
    private Dictionary<ushort, (Pledge Pledge, InboundPublishes OwedBy)>? _unsettled;
    private Intake? _lastIntake;

    /// <summary>
    /// What the client sends next is committed no earlier than what it sent before, over all its connections.
    /// </summary>
    public void Follow(Intake intake)
    {
        _lastIntake?.PrecedeTo(intake);
        _lastIntake = intake;
    }

    /// <summary>Takes an identifier on; false when it is a repeat.</summary>
    public bool Add(ushort packetId) => _ids.Add(packetId);

    /// <summary>Takes identifiers on that follow each other; false when it is one and a repeat.</summary>
    public bool Add(ushort first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (!Add((ushort)(first + i)))
            {
                Invariant.That(count == 1, "A run of QoS 2 messages has an identifier that is a repeat.");
                return false;
            }
        }

        return true;
    }

    /// <summary>True when one of the identifiers that follow each other is there.</summary>
    public bool ContainsAny(ushort first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (_ids.Contains((ushort)(first + i)))
            {
                return true;
            }
        }

        return false;
    }

    public bool Contains(ushort packetId) => _ids.Contains(packetId);

    /// <summary>The client released it; false when it is unknown.</summary>
    public bool Remove(ushort packetId)
    {
        _unsettled?.Remove(packetId);
        return _ids.Remove(packetId);
    }

    /// <summary>
    /// Messages with these identifiers are not safe before the pledge is kept; until then the connection owes the answer.
    /// </summary>
    public void Await(ushort first, int count, Pledge pledge, InboundPublishes connection)
    {
        _unsettled ??= [];
        for (int i = 0; i < count; i++)
        {
            _unsettled[(ushort)(first + i)] = (pledge, connection);
        }
    }

    /// <summary>
    /// Has a connection owe the answer to a repeat; false when it does so already. What the store has not confirmed is
    /// answered after its pledge only.
    /// </summary>
    public bool TryOwe(ushort packetId, InboundPublishes connection, out Pledge? pledge)
    {
        pledge = null;
        if (_unsettled is null || !_unsettled.TryGetValue(packetId, out (Pledge Pledge, InboundPublishes OwedBy) awaited))
        {
            return true;
        }

        if (awaited.Pledge.IsKept)
        {
            _unsettled.Remove(packetId);
            return true;
        }

        pledge = awaited.Pledge;
        _unsettled[packetId] = (pledge, connection);
        return !ReferenceEquals(awaited.OwedBy, connection);
    }
}
