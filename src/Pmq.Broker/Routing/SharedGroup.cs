using Pmq.Broker.Messages;

namespace Pmq.Broker.Routing;

/// <summary>Those who share a subscription: each message goes to one of them.</summary>
/// <remarks>Owner: route writer; picking is thread-safe.</remarks>
public sealed class SharedGroup : ISlotted
{
    private readonly SlotArray<Subscription> _members = new();
    private readonly SharedPicker _picker;

    internal SharedGroup(byte[] filter, SharedPicker picker)
    {
        Filter = filter;
        _picker = picker;
    }

    /// <summary>How many members there are. Any thread may ask.</summary>
    public int MemberCount => _members.Count;

    int ISlotted.Slot { get; set; }

    /// <summary>The filter as its members sent it: it names the group.</summary>
    internal byte[] Filter { get; }

    /// <summary>
    /// True when a pick looks at what the members have before them, so that it has to be counted at once.
    /// </summary>
    internal bool LooksAtLoad => _picker.LooksAtLoad;

    /// <summary>True when a member keeps what it gets through a crash. Any thread may ask.</summary>
    internal bool HasKeeper
    {
        get
        {
            foreach (Subscription? member in _members.Slots)
            {
                if (member is { Keeps: true })
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>
    /// The member that gets this message: one that is online if there is any, otherwise one whose queue keeps it. Null
    /// when there is nobody but the exception. Any thread may ask.
    /// </summary>
    public Delivery? Pick(Message message, DeliveryTarget? except)
    {
        Subscription?[] places = _members.Slots;
        return _picker.Pick(new Candidates(places, except, onlyOnline: true), message)
            ?? _picker.Pick(new Candidates(places, except, onlyOnline: false), message);
    }

    /// <summary>
    /// Picks for a batch whose messages are posted at its end: where the next pick looks at load, this one counts at
    /// once.
    /// </summary>
    internal Delivery? PickAndCount(Message message)
    {
        Delivery? member = Pick(message, except: null);
        if (LooksAtLoad)
        {
            member?.Target.Expect();
        }

        return member;
    }

    internal void Add(Subscription member) => _members.Add(member);

    internal void Replace(Subscription old, Subscription member) => _members.Replace(old, member);

    internal void Remove(Subscription member) => _members.Remove(member);

    /// <summary>Finds groups by the filter as sent.</summary>
    internal readonly struct ByFilter : IKeyOf<SharedGroup>
    {
        public bool IsKeyOf(ReadOnlySpan<byte> key, SharedGroup value) => key.SequenceEqual(value.Filter);
    }
}
