using Pmq.Broker.Messages;
using Pmq.Broker.Routing;
using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>Moves messages of shared subscriptions from a member that went away to others of its group.</summary>
internal static class SharedHandOver
{
    /// <summary>Moves what is under way at QoS 1 and not completed.</summary>
    public static void Of(InflightWindow window, DeliveryTarget self, bool onlyToOnline, ref Account account)
    {
        long position = 0;
        while (window.TryFindShared(QoS.AtLeastOnce, ref position, out ushort packetId, out InflightEntry entry))
        {
            if (TryGive(entry.Message, entry.Delivery!.Group!, self, onlyToOnline))
            {
                window.Complete(packetId, out _);
                account.Unqueued();
            }
        }
    }

    /// <summary>Moves what waits; the order of what stays is kept.</summary>
    public static void Of(MessageQueue queue, DeliveryTarget self, bool onlyToOnline, ref Account account)
    {
        for (int left = queue.Count; left > 0 && queue.TryDequeue(out QueuedMessage waiting); left--)
        {
            if (waiting.Delivery.Group is { } group && TryGive(waiting.Message, group, self, onlyToOnline))
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
    /// else is there.
    /// </summary>
    public static bool TryPassOn(Message message, Delivery delivery, DeliveryTarget self, bool onlyToOnline) =>
        delivery.Group is { } group && TryGive(message, group, self, onlyToOnline);

    private static bool TryGive(Message message, SharedGroup group, DeliveryTarget self, bool onlyToOnline)
    {
        if (group.Pick(message, except: self) is not { } member || (onlyToOnline && !member.Target.IsOnline))
        {
            return false;
        }

        if (member.Target.PostMessages(member, message.Alone().Block, 1))
        {
            member.Target.Wake();
        }

        return true;
    }
}
