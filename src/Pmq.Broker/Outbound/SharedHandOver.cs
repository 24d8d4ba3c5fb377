using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;
using Pmq.Protocol;

namespace Pmq.Broker.Outbound;

/// <summary>Moves messages of shared subscriptions from a member that went away to others of its group.</summary>
internal static class SharedHandOver
{
    /// <summary>Moves what is under way at QoS 1 and not completed.</summary>
    public static void Of(InflightWindow window, Session self, bool onlyToOnline, ref Account account)
    {
        long position = 0;
        while (window.TryFindShared(QoS.AtLeastOnce, ref position, out ushort packetId, out InflightEntry entry))
        {
            var message = new QueuedMessage(entry.Message, entry.Delivery!, entry.QoS)
            {
                Sequence = window.SequenceWith(packetId),
                Run = entry.Run,
            };
            if (TryGive(message, self, onlyToOnline))
            {
                window.Complete(packetId, out _);
                account.Unqueued();
            }
        }
    }

    /// <summary>Moves what waits; the order of what stays is kept.</summary>
    public static void Of(MessageQueue queue, Session self, bool onlyToOnline, ref Account account)
    {
        for (int left = queue.Count; left > 0 && queue.TryDequeue(out QueuedMessage waiting); left--)
        {
            if (waiting.Delivery.Group is not null && TryGive(waiting, self, onlyToOnline))
            {
                account.Unqueued();
            }
            else
            {
                queue.PutBack(waiting);
            }
        }
    }

    /// <summary>
    /// Passes a message on that comes when its member has gone already; false when it came through no group, or nobody
    /// else is there. Whoever waits for the message to be kept waits for the other member then.
    /// </summary>
    public static bool TryPassOn(Message message, Delivery delivery, DeliveryTarget self, bool onlyToOnline)
    {
        if (delivery.Group is not { } group || TryFind(group, message, self, onlyToOnline) is not { } member)
        {
            return false;
        }

        Pledge? pledge = delivery.Keeps ? message.Block.Pledge : null;
        Post(message, member, pledge);
        return true;
    }

    private static bool TryGive(in QueuedMessage message, Session self, bool onlyToOnline)
    {
        if (TryFind(message.Delivery.Group!, message.Message, self, onlyToOnline) is not { } member)
        {
            return false;
        }

        HandOver? handOver = message.QoS == QoS.AtMostOnce
            ? null
            : self.Lifecycle.Kept?.Leave(message.Sequence, message.Run);
        Post(message.Message, member, handOver);
        handOver?.Release();
        return true;
    }

    private static Delivery? TryFind(SharedGroup group, Message message, DeliveryTarget self, bool onlyToOnline) =>
        group.Pick(message, except: self) is { } member && (!onlyToOnline || member.Target.IsOnline) ? member : null;

    /// <summary>The message travels in a block of its own, because the promise behind its old one is another.</summary>
    private static void Post(Message message, Delivery member, Pledge? pledge)
    {
        MessageBlock block = message.InNewBlock();
        if (pledge is not null && member.Keeps)
        {
            pledge.Hold();
            block.Pledge = pledge;
        }

        if (member.Target.PostMessages(member, block, 1))
        {
            member.Target.Wake();
        }
    }
}
