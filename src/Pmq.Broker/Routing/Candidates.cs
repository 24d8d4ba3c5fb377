namespace Pmq.Broker.Routing;

/// <summary>The members of a shared group at one moment, in places of which some are empty or do not qualify.</summary>
/// <remarks>Owner: the method that picks.</remarks>
internal readonly ref struct Candidates(Subscription?[] places, DeliveryTarget? except, bool onlyOnline)
{
    private readonly Subscription?[] _places = places;
    private readonly DeliveryTarget? _except = except;
    private readonly bool _onlyOnline = onlyOnline;

    /// <summary>How many places there are.</summary>
    public int Places => _places.Length;

    /// <summary>The member in this place if it may be picked, or null.</summary>
    public Subscription? At(int place)
    {
        Subscription? member = Volatile.Read(ref _places[place]);
        return member is not null
            && !ReferenceEquals(member.Target, _except)
            && (!_onlyOnline || member.Target.IsOnline)
            ? member
            : null;
    }
}
