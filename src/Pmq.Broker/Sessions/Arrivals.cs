using Pmq.Broker.Accounting;
using Pmq.Broker.Messages;
using Pmq.Broker.Outbound;
using Pmq.Broker.Publishing;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Sessions;

/// <summary>
/// The messages of a mail on their way into the session. They may be more than a turn takes; the rest waits for the next
/// one, in its place.
/// </summary>
/// <remarks>Owner: session turn. A struct, because it is a part of <see cref="Session"/>.</remarks>
internal struct Arrivals
{
    private MessageRun _run;
    private Delivery? _delivery;
    private Consignment[]? _consignments;
    private int _nextConsignment;

    /// <summary>True while some are left.</summary>
    public readonly bool IsUnderWay => _delivery is not null;

    /// <summary>A mail of messages has come; what came before is taken.</summary>
    public void Begin(in Mail mail)
    {
        if (mail.Body is Consignment[] several)
        {
            _consignments = several;
            _nextConsignment = 0;
            BeginNext();
        }
        else
        {
            Begin(new Consignment(mail.Body!, (Delivery)mail.Extra!));
        }
    }

    /// <summary>Takes as many of a run as the turn takes; returns how many.</summary>
    public int Take(Session session, OutboundHalf outbound)
    {
        Delivery delivery = _delivery!;
        int before = _run.Count;
        bool isOver = delivery.Life != session.Life || session.Lifecycle.IsOver;
        if (isOver || (delivery.Group is not null && session.Lifecycle.Link is null))
        {
            TakeWithoutClient(session, outbound, isOver);
        }
        else
        {
            outbound.Deliver(ref _run, delivery);
        }

        int taken = before - _run.Count;
        if (_run.Count == 0)
        {
            End(delivery);
        }

        return taken;
    }

    /// <summary>What is left is thrown away; who waits for it waits no longer.</summary>
    public void LetGo()
    {
        if (_delivery is { Keeps: true })
        {
            _run.Block.Pledge?.Release();
        }

        for (int i = _nextConsignment; i < _consignments?.Length; i++)
        {
            LetGo(_consignments[i]);
        }
    }

    /// <summary>The messages of a mail are thrown away; who waits for them waits no longer.</summary>
    public static void LetGo(in Mail mail)
    {
        if (mail.Body is not Consignment[] several)
        {
            LetGo(new Consignment(mail.Body!, (Delivery)mail.Extra!));
            return;
        }

        foreach (Consignment consignment in several)
        {
            LetGo(consignment);
        }
    }

    private static void LetGo(in Consignment consignment)
    {
        if (consignment.Delivery.Keeps)
        {
            MessageBlock block = consignment.Messages as MessageBlock ?? ((PickedMessages)consignment.Messages).Block;
            block.Pledge?.Release();
        }
    }

    private void Begin(in Consignment consignment)
    {
        _delivery = consignment.Delivery;
        _run = consignment.Messages is MessageBlock block
            ? new MessageRun(block)
            : new MessageRun((PickedMessages)consignment.Messages);
    }

    private void BeginNext()
    {
        Begin(_consignments![_nextConsignment++]);
        if (_nextConsignment == _consignments.Length)
        {
            _consignments = null;
        }
    }

    /// <summary>All of a run are taken: whoever waits for them waits for what was posted to the journal from now on.</summary>
    private void End(Delivery delivery)
    {
        if (delivery.Keeps)
        {
            _run.Block.Pledge?.Release();
        }

        _run = default;
        _delivery = null;
        if (_consignments is not null)
        {
            BeginNext();
        }
    }

    /// <summary>
    /// The client has gone meanwhile, or the session has ended: others of a shared group take what came through it.
    /// </summary>
    private void TakeWithoutClient(Session session, OutboundHalf outbound, bool isOver)
    {
        while (_run.Count > 0)
        {
            Message message = _run.Take();
            if (SharedHandOver.TryPassOn(message, _delivery!, session, onlyToOnline: !isOver))
            {
                continue;
            }

            if (isOver)
            {
                outbound.Account.Dropped(DropCause.SessionEnded);
            }
            else
            {
                outbound.Deliver(message, _delivery!);
            }
        }
    }
}
