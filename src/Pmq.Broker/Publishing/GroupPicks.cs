using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Publishing;

/// <summary>Which messages of a block fell to which member of a shared group.</summary>
/// <remarks>Owner: the pipeline it belongs to.</remarks>
internal sealed class GroupPicks
{
    // With few members a look at each is cheaper than a table.
    private const int ListedMax = 8;

    private readonly Dictionary<Delivery, int> _places = [];
    private Picked[] _picked = [];
    private MessageBlock? _block;

    /// <summary>How many members got something.</summary>
    public int Count { get; private set; }

    /// <summary>Picks a member for each message; a message that nobody can take goes to nobody.</summary>
    public void Pick(SharedGroup group, MessageBlock block)
    {
        _block = block;
        int place = 0;
        foreach (Message message in block)
        {
            if (group.PickAndCount(message) is { } member)
            {
                // Going round, the next member is the one after the last.
                place = place + 1 < Count ? place + 1 : 0;
                place = place < Count && ReferenceEquals(_picked[place].Member, member) ? place : PlaceOf(member);
                _picked[place].Add(message.At, block.Count);
            }
        }
    }

    /// <summary>The member in a place.</summary>
    public Delivery Member(int place) => _picked[place].Member!;

    /// <summary>What fell to it.</summary>
    public PickedMessages Messages(int place) =>
        new(_block!, _picked[place].Offsets.AsSpan(0, _picked[place].Count).ToArray());

    /// <summary>Forgets all, but for the room.</summary>
    public void Clear()
    {
        for (int i = 0; i < Count; i++)
        {
            _picked[i].Member = null;
            _picked[i].Count = 0;
        }

        _places.Clear();
        _block = null;
        Count = 0;
    }

    private int PlaceOf(Delivery member)
    {
        for (int i = 0; i < Math.Min(Count, ListedMax); i++)
        {
            if (ReferenceEquals(_picked[i].Member, member))
            {
                return i;
            }
        }

        if (Count > ListedMax && _places.TryGetValue(member, out int place))
        {
            return place;
        }

        if (Count >= ListedMax)
        {
            _places[member] = Count;
        }

        if (Count == _picked.Length)
        {
            Array.Resize(ref _picked, Math.Max(4, Count * 2));
        }

        _picked[Count].Member = member;
        return Count++;
    }

    private struct Picked
    {
        public Delivery? Member;
        public int[]? Offsets;
        public int Count;

        public void Add(int offset, int most)
        {
            if (Offsets is null || Offsets.Length == Count)
            {
                Array.Resize(ref Offsets, Math.Min(most, Math.Max(8, Count * 2)));
            }

            Offsets[Count++] = offset;
        }
    }
}
