using Pmq.Broker.Durability;
using Pmq.Broker.Outbound;

namespace Pmq.Broker.Sessions;

/// <summary>
/// The steps of QoS 2 exchanges that one run of acknowledgements brings about: gathered for the store in a kept session,
/// and in runs that can be answered at once in any other.
/// </summary>
/// <remarks>Owner: the method that made it.</remarks>
internal struct ExchangeSteps(Session session, bool isRelease)
{
    /// <summary>True when the client has confirmed messages, false when it has released identifiers.</summary>
    public bool IsRelease { get; } = isRelease;

    /// <summary>What a kept session has stored first; null when there is nothing.</summary>
    public ExchangeStep? ToStore { get; private set; }

    /// <summary>What can be answered at once and was not yet.</summary>
    public AckRun Rest { get; private set; }

    /// <summary>Adds a step. True when the ones before it make a run that can be answered at once.</summary>
    public bool Gather(AckRun one, OutboundHalf outbound, out AckRun ready)
    {
        ready = default;
        if (session.IsKept)
        {
            ToStore ??= new ExchangeStep(session, IsRelease);
            Add(one, outbound);
            return false;
        }

        if (Rest.IsContinuedBy(one))
        {
            Rest = Rest.With(one);
            return false;
        }

        ready = Rest;
        Rest = one;
        return ready.Count > 0;
    }

    private readonly void Add(AckRun one, OutboundHalf outbound)
    {
        if (IsRelease)
        {
            ToStore!.Add(one, outbound.SequenceWith(one.First));
        }
        else
        {
            ToStore!.Add(one);
        }
    }
}
