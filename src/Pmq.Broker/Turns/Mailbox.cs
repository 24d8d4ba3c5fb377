namespace Pmq.Broker.Turns;

/// <summary>
/// A queue that many threads post to and one turn takes from, without locks. Mails lie in rings of slots, so posting
/// allocates nothing once a ring is there; a full ring is frozen and a larger one linked behind it. A mailbox that was
/// never used, or was trimmed, holds no ring at all.
/// </summary>
/// <remarks>
/// Owner: thread-safe to post; the taking side belongs to the actor's turn. A struct, because it is a part of its
/// <see cref="Actor{TMail}"/>; it must not be copied.
/// </remarks>
internal struct Mailbox<T>
    where T : struct
{
    // Most mailboxes get a mail now and then; the others have a larger ring soon.
    private const int FirstCapacity = 2;

    // 2048 slots of a session's mail stay below 85,000 bytes, from which on the runtime collects an array only rarely.
    private const int LargestCapacity = 2048;

    private Ring? _newest;
    private Ring? _oldest;

    /// <summary>
    /// True when nothing is there, and nobody is about to put something before what is there already: such a mail hides
    /// the others for a moment, and its poster knows nothing of them. A turn may ask when it has ended and another has
    /// begun already; the answer is then worth nothing, but that other turn will ask again when it ends.
    /// </summary>
    public bool IsEmpty
    {
        get
        {
            Ring? ring = Volatile.Read(ref _oldest);
            while (ring is not null)
            {
                if (!ring.IsQuiet)
                {
                    return false;
                }

                ring = ring.IsExhausted ? ring.Next : null;
            }

            return true;
        }
    }

    public void Post(in T mail)
    {
        Ring? ring = Volatile.Read(ref _newest) ?? First();
        while (!ring.TryPut(mail))
        {
            ring = Follow(ring);
        }
    }

    public bool TryTake(out T mail)
    {
        Ring? ring = Volatile.Read(ref _oldest);
        while (ring is not null)
        {
            if (ring.TryTake(out mail))
            {
                return true;
            }

            if (!ring.IsExhausted || ring.Next is not { } next)
            {
                break;
            }

            Volatile.Write(ref _oldest, next);
            ring.Release();
            ring = next;
        }

        mail = default;
        return false;
    }

    /// <summary>Gives the memory of an empty mailbox back. Only the taking turn may call it.</summary>
    public void Trim()
    {
        if (Volatile.Read(ref _oldest) is { } ring && ring == Volatile.Read(ref _newest) && ring.TryRetire())
        {
            Forget(ring);
        }
    }

    /// <summary>
    /// Lets go of a ring that was retired. A poster that still finds it does the same rather than wait for it; and one that
    /// was about to put it in as the first comes here next.
    /// </summary>
    private void Forget(Ring retired)
    {
        Interlocked.CompareExchange(ref _oldest, null, retired);
        Interlocked.CompareExchange(ref _newest, null, retired);
    }

    private Ring First()
    {
        var fresh = new Ring(FirstCapacity);
        Ring? other = Interlocked.CompareExchange(ref _oldest, fresh, null);
        return Interlocked.CompareExchange(ref _newest, other ?? fresh, null) ?? other ?? fresh;
    }

    private Ring Follow(Ring full)
    {
        full.Freeze();
        if (full.Next is null)
        {
            full.TryLink(new Ring(Math.Min(full.NextCapacity, LargestCapacity)));
        }

        if (full.Next is not { } next)
        {
            Forget(full);
            return Volatile.Read(ref _newest) ?? First();
        }

        Interlocked.CompareExchange(ref _newest, next, full);
        return next;
    }

    /// <summary>
    /// A bounded ring. A slot's ticket says whose turn it is: equal to the tail, it may be written; one more, it may be
    /// read. Freezing moves the tail out of every ticket's reach, so that nothing can be added any more. Until the tail
    /// has moved, mails may still go in although others are in the next ring already: they are from other posters,
    /// since whoever has posted there finds that ring first from then on, and the taker leaves this ring only after the
    /// tail has moved and all is taken.
    /// </summary>
    private sealed class Ring
    {
        private readonly int _capacity;
        private Slot[]? _slots;
        private int _head;
        private int _tail;
        private int _frozen;
        private Ring? _next;

        public Ring(int capacity)
        {
            _capacity = capacity;
            _slots = new Slot[capacity];
            for (int i = 0; i < capacity; i++)
            {
                _slots[i].Ticket = i;
            }
        }

        /// <summary>The ring behind it; a retired one never gets any.</summary>
        public Ring? Next => Volatile.Read(ref _next) is { } next && next != this ? next : null;

        /// <summary>A ring that was full gets a larger successor; one that was emptied starts small again.</summary>
        public int NextCapacity => Volatile.Read(ref _slots) is null ? FirstCapacity : _capacity * 2;

        public bool HasItem
        {
            get
            {
                int head = Volatile.Read(ref _head);
                return Volatile.Read(ref _slots) is { } slots
                    && Volatile.Read(ref slots[head & (_capacity - 1)].Ticket) == head + 1;
            }
        }

        /// <summary>True when everything was taken, and nobody is half done with a mail or with freezing it.</summary>
        public bool IsQuiet
        {
            get
            {
                int left = Volatile.Read(ref _tail) - Volatile.Read(ref _head);
                return left == 0 ? Volatile.Read(ref _frozen) == 0 : left == FreezeDistance;
            }
        }

        /// <summary>True when it is frozen and everything was taken.</summary>
        public bool IsExhausted => Volatile.Read(ref _head) == Volatile.Read(ref _tail) - FreezeDistance;

        private int FreezeDistance => _capacity * 2;

        public bool TryPut(in T mail)
        {
            if (Volatile.Read(ref _slots) is not { } slots)
            {
                return false;
            }

            while (true)
            {
                int tail = Volatile.Read(ref _tail);
                ref Slot slot = ref slots[tail & (_capacity - 1)];
                int ahead = Volatile.Read(ref slot.Ticket) - tail;
                if (ahead < 0)
                {
                    return false;
                }

                if (ahead == 0 && Interlocked.CompareExchange(ref _tail, tail + 1, tail) == tail)
                {
                    slot.Item = mail;
                    Volatile.Write(ref slot.Ticket, tail + 1);
                    return true;
                }
            }
        }

        public bool TryTake(out T mail)
        {
            if (!HasItem)
            {
                mail = default;
                return false;
            }

            ref Slot slot = ref _slots![_head & (_capacity - 1)];
            mail = slot.Item;
            slot.Item = default;
            Volatile.Write(ref slot.Ticket, _head + _capacity);
            Volatile.Write(ref _head, _head + 1);
            return true;
        }

        public void Freeze()
        {
            if (Interlocked.Exchange(ref _frozen, 1) == 0)
            {
                Interlocked.Add(ref _tail, FreezeDistance);
            }
        }

        public void TryLink(Ring next) => Interlocked.CompareExchange(ref _next, next, null);

        /// <summary>
        /// Retires an empty ring: it is linked to itself, so that nobody can link another behind it. False when there are
        /// mails, or a poster was quicker.
        /// </summary>
        public bool TryRetire()
        {
            // It may be frozen already, by a poster that found it full or by an attempt that failed.
            if (_head != Volatile.Read(ref _tail) && !IsExhausted)
            {
                return false;
            }

            Freeze();
            if (!IsExhausted)
            {
                return false;
            }

            Release();
            return Interlocked.CompareExchange(ref _next, this, null) is null;
        }

        /// <summary>
        /// Lets the slots of an exhausted ring go: whoever still holds the ring, a late poster or an older ring that
        /// the collector has not come to, shall not hold them.
        /// </summary>
        public void Release() => Volatile.Write(ref _slots, null);
    }

    private struct Slot
    {
        public int Ticket;
        public T Item;
    }
}
