using Pmq.Broker.Durability;
using Pmq.Broker.Outbound;
using Pmq.Broker.Publishing;
using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>
/// Acknowledgements both ways. In a kept session each step of a QoS 2 exchange waits for the store: PUBREC and delivery
/// for the message taken on, PUBREL for the subscriber's PUBREC, PUBCOMP for the identifier's release. PUBACK waits
/// until all who keep the message have it, or its receiver has acknowledged it.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class ExactlyOnce(BrokerServices services, Session session, OutboundHalf outbound)
{
    private OwedAnswers? _owed;

    // Identifiers whose release is not stored yet.
    private Dictionary<ushort, ExchangeStep>? _completing;

    /// <summary>Acknowledgements came from the client; false when one does not fit its message.</summary>
    public bool ClientAcknowledges(AckRun run) => run.Type switch
    {
        PacketType.Puback => outbound.Acknowledge(run),
        PacketType.Pubrec => Pubrecs(run),
        PacketType.Pubcomp => Pubcomps(run),
        _ => Pubrels(run),
    };

    /// <summary>The read loop owes the client answers to its messages, perhaps for later.</summary>
    public void AcknowledgeClient(AckRun run, Pledge? pledge)
    {
        var answer = new OwedAnswer(run, pledge, session.Lifecycle.Link);
        if (answer.MayBeGiven && _owed is null or { IsEmpty: true })
        {
            Give(answer);
        }
        else
        {
            (_owed ??= new OwedAnswers()).Add(answer);
        }
    }

    /// <summary>Something that answers wait for is safe.</summary>
    public void PledgeKept()
    {
        while (_owed is not null && _owed.TryTake(out OwedAnswer answer))
        {
            Give(answer);
        }
    }

    /// <summary>A step is stored.</summary>
    public void Stored(ExchangeStep step)
    {
        if (step.Life == session.Life)
        {
            Apply(step);
        }
    }

    private void Give(in OwedAnswer answer)
    {
        if (answer.Pledge is Intake { HeldBack.Count: > 0 } intake)
        {
            PublishHeldBack(intake.HeldBack);
        }

        AckRun run = answer.Run;
        if (answer.Link is not { } link || !ReferenceEquals(link, session.Lifecycle.Link))
        {
            return;
        }

        link.WriteAcks(run);
        if (run.Type == PacketType.Puback || run.Reason.IsFailure())
        {
            link.Inbound.CountAnswered(run.Count);
        }
    }

    private void PublishHeldBack(List<HeldBack> heldBack)
    {
        PublishPipeline pipeline = services.Pipelines.Rent();
        pipeline.Publish(heldBack);
        heldBack.Clear();
        pipeline.EndBatch();
        services.Pipelines.Return(pipeline);
    }

    private bool Pubrecs(AckRun run)
    {
        var steps = new ExchangeSteps(session, isRelease: true);
        for (int i = 0; i < run.Count; i++)
        {
            var packetId = (ushort)(run.First + i);
            if (!outbound.TryGet(packetId, out InflightEntry entry))
            {
                AnswerUnknown(packetId);
            }
            else if (entry.QoS != QoS.ExactlyOnce)
            {
                return false;
            }
            else if (run.Reason.IsFailure())
            {
                outbound.Finish(packetId, run.Reason);
            }
            else
            {
                Step(ref steps, new AckRun(PacketType.Pubrel, ReasonCode.Success, packetId, 1));
            }
        }

        Submit(steps);
        return true;
    }

    /// <summary>The identifier is not known any more; the sender of the PUBREC is let go all the same.</summary>
    private void AnswerUnknown(ushort packetId) => session.Lifecycle.Link?.WriteAcks(
        new AckRun(PacketType.Pubrel, ReasonCode.PacketIdentifierNotFound, packetId, 1));

    private bool Pubcomps(AckRun run)
    {
        for (int i = 0; i < run.Count; i++)
        {
            var packetId = (ushort)(run.First + i);
            if (outbound.TryGet(packetId, out InflightEntry entry))
            {
                if (entry.State != InflightState.PubrelSent)
                {
                    return false;
                }

                outbound.Finish(packetId, ReasonCode.Success);
            }
        }

        return true;
    }

    /// <summary>The read loop says of each whether it knew the identifier.</summary>
    private bool Pubrels(AckRun run)
    {
        var steps = new ExchangeSteps(session, isRelease: false);
        for (int i = 0; i < run.Count; i++)
        {
            var packetId = (ushort)(run.First + i);
            if (run.Reason == ReasonCode.Success)
            {
                Step(ref steps, new AckRun(PacketType.Pubcomp, ReasonCode.Success, packetId, 1));
            }
            else if (!IsCompleting(packetId))
            {
                session.Lifecycle.Link?.WriteAcks(
                    new AckRun(PacketType.Pubcomp, ReasonCode.PacketIdentifierNotFound, packetId, 1));
            }
        }

        Submit(steps);
        return true;
    }

    /// <summary>True when an identifier's release is being stored; it is answered when that is done.</summary>
    private bool IsCompleting(ushort packetId) =>
        _completing?.GetValueOrDefault(packetId) is { } step && step.Life == session.Life;

    /// <summary>A step that a kept session stores first, and any other takes at once.</summary>
    private void Step(ref ExchangeSteps steps, AckRun one)
    {
        if (steps.Gather(one, outbound, out AckRun ready))
        {
            Apply(ready, steps.IsRelease);
        }
    }

    private void Submit(in ExchangeSteps steps)
    {
        if (steps.Rest is { Count: > 0 } rest)
        {
            Apply(rest, steps.IsRelease);
        }

        if (steps.ToStore is { } step)
        {
            if (!step.IsRelease)
            {
                Remember(step);
            }

            services.Journal.Post(step);
        }
    }

    private void Remember(ExchangeStep step)
    {
        _completing ??= [];
        foreach (AckRun run in step.Runs)
        {
            for (int i = 0; i < run.Count; i++)
            {
                _completing[(ushort)(run.First + i)] = step;
            }
        }
    }

    private void Apply(ExchangeStep step)
    {
        foreach (AckRun run in step.Runs)
        {
            Apply(run, step.IsRelease);
        }
    }

    private void Apply(AckRun run, bool isRelease)
    {
        for (int i = 0; i < run.Count; i++)
        {
            var packetId = (ushort)(run.First + i);
            if (isRelease)
            {
                outbound.Release(packetId);
            }
            else
            {
                _completing?.Remove(packetId);
            }
        }

        if (session.Lifecycle.Link is { } link)
        {
            link.WriteAcks(run);
            if (!isRelease)
            {
                link.Inbound.CountAnswered(run.Count);
            }
        }
    }
}
