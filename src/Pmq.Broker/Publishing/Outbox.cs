using System.Numerics;
using System.Runtime.CompilerServices;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Publishing;

/// <summary>
/// What a batch has for each target, gathered until it ends: a client that subscribes to many topics gets one mail a
/// batch, not one a message.
/// </summary>
/// <remarks>Owner: the pipeline it belongs to.</remarks>
internal sealed class Outbox
{
    private const int FirstCapacity = 16;

    // Above this, what one batch to very many has grown is given back after it.
    private const int KeptMax = 4096;

    private Lot[] _lots = new Lot[FirstCapacity];

    // Places of lots, plus one, by the hash of the target; twice as many as lots.
    private int[] _places = new int[FirstCapacity * 2];

    /// <summary>How many targets there are.</summary>
    public int Count { get; private set; }

    /// <summary>The target in a place, in the order of their first messages.</summary>
    public DeliveryTarget Target(int place) => _lots[place].Target!;

    /// <summary>Adds messages, a block or those of one that were picked.</summary>
    /// <param name="delivery">Whose they are.</param>
    /// <param name="messages">The messages.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="expected">How many of them the target counts already.</param>
    public void Add(Delivery delivery, object messages, int count, int expected = 0)
    {
        ref Lot lot = ref LotOf(delivery.Target);
        lot.Expected += expected;
        lot.Add(new Consignment(messages, delivery), count);
    }

    /// <summary>Posts what the target in a place gets; true when the caller now owes it a wake.</summary>
    public bool Post(int place)
    {
        ref Lot lot = ref _lots[place];
        return lot.Consignments == 1
            ? lot.Target!.PostMessages(lot.First.Delivery, lot.First.Messages, lot.Messages, lot.Expected)
            : lot.Target!.PostMessages(lot.Take(), lot.Messages, lot.Expected);
    }

    /// <summary>Forgets all, but for some room.</summary>
    public void Clear()
    {
        if (_lots.Length > KeptMax)
        {
            _lots = new Lot[FirstCapacity];
            _places = new int[FirstCapacity * 2];
        }
        else
        {
            for (int i = 0; i < Count; i++)
            {
                _places[_lots[i].Place] = 0;
                _lots[i].Clear();
            }
        }

        Count = 0;
    }

    private ref Lot LotOf(DeliveryTarget target)
    {
        int mask = _places.Length - 1;
        int place = RuntimeHelpers.GetHashCode(target) & mask;
        while (_places[place] != 0)
        {
            ref Lot lot = ref _lots[_places[place] - 1];
            if (ReferenceEquals(lot.Target, target))
            {
                return ref lot;
            }

            place = (place + 1) & mask;
        }

        if (Count == _lots.Length)
        {
            Grow();
            return ref LotOf(target);
        }

        _places[place] = Count + 1;
        ref Lot fresh = ref _lots[Count++];
        fresh.Target = target;
        fresh.Place = place;
        return ref fresh;
    }

    private void Grow()
    {
        Array.Resize(ref _lots, Count * 2);
        _places = new int[Count * 4];
        int mask = _places.Length - 1;
        for (int i = 0; i < Count; i++)
        {
            int place = RuntimeHelpers.GetHashCode(_lots[i].Target) & mask;
            while (_places[place] != 0)
            {
                place = (place + 1) & mask;
            }

            _places[place] = i + 1;
            _lots[i].Place = place;
        }
    }

    private struct Lot
    {
        public DeliveryTarget? Target;
        public int Place;
        public int Messages;
        public int Expected;
        public int Consignments;
        public Consignment First;
        private Consignment[]? _all;

        public void Add(in Consignment consignment, int messages)
        {
            Messages += messages;
            if (Consignments++ == 0)
            {
                First = consignment;
                return;
            }

            if (_all is null || _all.Length < Consignments)
            {
                Array.Resize(ref _all, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, Consignments)));
            }

            _all[0] = First;
            _all[Consignments - 1] = consignment;
        }

        public readonly Consignment[] Take() => _all.AsSpan(0, Consignments).ToArray();

        public void Clear()
        {
            // The room stays for the next batch, but for that of a very large one.
            if (_all is { Length: > KeptMax })
            {
                _all = null;
            }

            _all.AsSpan(0, Math.Min(Consignments, _all?.Length ?? 0)).Clear();
            Target = null;
            First = default;
            Consignments = 0;
            Messages = 0;
            Expected = 0;
        }
    }
}
