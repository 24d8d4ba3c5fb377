using Pmq.Broker.Messages;

namespace Pmq.Broker.Outbound;

/// <summary>
/// The time of a turn, read once when it begins: a turn is short, and reading the clock for each message would cost more
/// than many of them do.
/// </summary>
/// <remarks>Owner: session turn. A struct, because it is a part of <see cref="OutboundHalf"/>.</remarks>
internal struct TurnClock(TimeProvider clock)
{
    /// <summary>The timestamp at which the turn began.</summary>
    public long Now { get; private set; }

    /// <summary>A turn begins.</summary>
    public void Read() => Now = clock.GetTimestamp();

    /// <summary>True when the message is worth nothing any more.</summary>
    public readonly bool HasExpired(Message message) => message.ExpiresAt <= Now;

    /// <summary>The expiry lowered by the whole seconds waited [MQTT-3.3.2-6].</summary>
    public readonly uint SecondsLeft(Message message)
    {
        if (!message.Expires)
        {
            return 0;
        }

        long left = Math.Max(0, message.ExpiresAt - Now);
        return (uint)((left + clock.TimestampFrequency - 1) / clock.TimestampFrequency);
    }
}
