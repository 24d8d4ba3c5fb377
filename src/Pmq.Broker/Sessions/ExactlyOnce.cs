using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Publishing;
using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>
/// Acknowledgements both ways. Each step of a QoS 2 exchange waits for the store: PUBREC and delivery for the message
/// taken on, PUBREL for the subscriber's PUBREC, PUBCOMP for the identifier's release.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class ExactlyOnce(BrokerServices services, Session session, Outbound outbound)
{
    // Identifiers whose release the store has not confirmed yet, or could not.
    private Dictionary<ushort, StoreBatch>? _completing;

    /// <summary>Acknowledgements came from the client; false when one does not fit its message.</summary>
    public bool ClientAcknowledges(AckRun run) => run.Type switch
    {
        PacketType.Puback => outbound.Acknowledge(run),
        PacketType.Pubrec => Pubrecs(run),
        PacketType.Pubcomp => Pubcomps(run),
        _ => Pubrels(run),
    };

    /// <summary>The read loop owes the client answers to its messages.</summary>
    public void AcknowledgeClient(AckRun run)
    {
        if (session.Lifecycle.Link is not { } link)
        {
            return;
        }

        link.WriteAcks(run);
        if (run.Type == PacketType.Puback || run.Reason.IsFailure())
        {
            link.Inbound.CountAnswered(run.Count);
        }
    }

    /// <summary>The store has answered later.</summary>
    public void Settled(StoreBatch batch)
    {
        if (batch.Life != session.Life)
        {
            return;
        }

        if (batch.Outcome != StoreOutcome.Committed)
        {
            session.Lifecycle.Close(Connections.CloseReasons.StoreFailed);
            return;
        }

        PublishPipeline pipeline = services.Pipelines.Rent();
        foreach (StoreOperation operation in batch.Operations)
        {
            if (operation.Kind == StoreOperationKind.Receive)
            {
                Receive(operation, pipeline);
            }
            else
            {
                Apply(operation);
            }
        }

        pipeline.EndBatch();
        services.Pipelines.Return(pipeline);
    }

    private void Receive(in StoreOperation operation, PublishPipeline pipeline)
    {
        MessageBlock block = operation.Messages!;
        bool reached = pipeline.Publish(block) || block.Traits.Retain;
        ReasonCode reason = reached || session.Lifecycle.Link is not { IsMqtt5: true }
            ? ReasonCode.Success
            : ReasonCode.NoMatchingSubscribers;
        session.Lifecycle.Link?.WriteAcks(
            new AckRun(PacketType.Pubrec, reason, operation.PacketId, operation.Count));
    }

    private bool Pubrecs(AckRun run)
    {
        var batch = new StoreBatch(session);
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
                batch.Add(new StoreOperation(StoreOperationKind.Release, packetId));
            }
        }

        Submit(batch);
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
        var batch = new StoreBatch(session);
        for (int i = 0; i < run.Count; i++)
        {
            var packetId = (ushort)(run.First + i);
            StoreBatch? before = run.Reason == ReasonCode.Success ? null : FindCompleting(packetId);
            if (run.Reason == ReasonCode.Success || before is { HasFailed: true })
            {
                batch.Add(new StoreOperation(StoreOperationKind.Complete, packetId));
            }
            else if (before is null)
            {
                session.Lifecycle.Link?.WriteAcks(
                    new AckRun(PacketType.Pubcomp, ReasonCode.PacketIdentifierNotFound, packetId, 1));
            }
        }

        Submit(batch);
        return true;
    }

    /// <summary>The batch in which an identifier's release was asked for and is not confirmed, or null.</summary>
    private StoreBatch? FindCompleting(ushort packetId) =>
        _completing?.GetValueOrDefault(packetId) is { } batch && batch.Life == session.Life ? batch : null;

    private void Submit(StoreBatch batch)
    {
        if (batch.Operations.Count == 0)
        {
            return;
        }

        bool committed = services.Store.Submit(batch);
        foreach (StoreOperation operation in batch.Operations)
        {
            if (committed)
            {
                Apply(operation);
            }
            else if (operation.Kind == StoreOperationKind.Complete)
            {
                _completing ??= [];
                for (int i = 0; i < operation.Count; i++)
                {
                    _completing[(ushort)(operation.PacketId + i)] = batch;
                }
            }
        }
    }

    private void Apply(in StoreOperation operation)
    {
        bool isRelease = operation.Kind == StoreOperationKind.Release;
        for (int i = 0; i < operation.Count; i++)
        {
            var packetId = (ushort)(operation.PacketId + i);
            if (isRelease)
            {
                outbound.Release(packetId);
            }
            else
            {
                _completing?.Remove(packetId);
            }
        }

        PacketType answer = isRelease ? PacketType.Pubrel : PacketType.Pubcomp;
        if (session.Lifecycle.Link is { } link)
        {
            link.WriteAcks(new AckRun(answer, ReasonCode.Success, operation.PacketId, operation.Count));
            if (!isRelease)
            {
                link.Inbound.CountAnswered(operation.Count);
            }
        }
    }
}
