using System.Text;
using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>
/// A subscriber with a kept session. It acknowledges what comes, and remembers what the standard has it remember: which
/// exchanges of QoS 2 are not released.
/// </summary>
/// <remarks>Owner: its thread; what others may ask says so.</remarks>
internal sealed class Subscriber(Scene scene, SubscriberPlan plan, IArrivals arrivals)
    : Client(scene, plan.ClientId, plan.Version)
{
    private const ushort SubscribeId = 1;

    private readonly HashSet<ushort> _unreleased = [];
    private bool _isSubscribed;
    private int _unreleasedCount;

    /// <summary>Whether SUBACK has come; anybody may ask.</summary>
    public bool IsSubscribed => Volatile.Read(ref _isSubscribed);

    /// <summary>How many exchanges of QoS 2 are under way; anybody may ask.</summary>
    public int UnderWay => Volatile.Read(ref _unreleasedCount);

    protected override void WriteConnect() => ConnectEncoder.Write(Link.Output, ConnectPacket(isKept: true));

    protected override void Connected(bool sessionPresent)
    {
        if (!sessionPresent)
        {
            if (_isSubscribed)
            {
                Fault("its session is lost");
            }

            _unreleased.Clear();
            Volatile.Write(ref _isSubscribed, false);
        }

        if (!_isSubscribed)
        {
            var request = new SubscriptionRequest(
                Encoding.UTF8.GetBytes(plan.Filter), new SubscriptionOptions(plan.QoS));
            SubscribeEncoder.WriteSubscribe(Link.Output, Version, SubscribeId, [request]);
        }
    }

    protected override void Take(in Frame frame)
    {
        switch (frame.Type)
        {
            case PacketType.Publish:
                TakePublish(frame);
                break;
            case PacketType.Pubrel:
                AckDecoder.Decode(frame, Version, PacketSender.Server, out AckView release);
                _unreleased.Remove(release.PacketId);
                Answer(PacketType.Pubcomp, release.PacketId);
                break;
            case PacketType.Suback:
                TakeSuback(frame);
                break;
            default:
                Fault($"{frame.Type} came, which it has not asked for");
                break;
        }

        Volatile.Write(ref _unreleasedCount, _unreleased.Count);
    }

    protected override TimeSpan TimeHere() => Between(50, 2500);

    protected override TimeSpan TimeAway() => Between(0, 500);

    private void TakePublish(in Frame frame)
    {
        if (PublishDecoder.Decode(frame, Version, PacketSender.Server, out PublishView publish) is { } wrong)
        {
            Fault($"PUBLISH is wrong: {wrong}");
            return;
        }

        bool isExact = publish.QoS == QoS.ExactlyOnce;
        if ((!isExact || _unreleased.Add(publish.PacketId)) && arrivals.Take(publish.Payload.Span) is { } strange)
        {
            Fault(strange);
        }

        Answer(isExact ? PacketType.Pubrec : PacketType.Puback, publish.PacketId);
    }

    private void TakeSuback(in Frame frame)
    {
        SubackDecoder.Decode(frame, Version, out SubackView suback);
        if (suback.Codes[0] == (byte)plan.QoS)
        {
            Volatile.Write(ref _isSubscribed, true);
        }
        else
        {
            Fault($"its subscription was answered with {suback.Codes[0]}");
        }
    }

    private void Answer(PacketType type, ushort packetId) => AckEncoder.Write(Link.Output, Version, type, packetId);
}
