using System.Diagnostics;
using System.Globalization;
using System.Text;
using Pmq.Crash.Books;
using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>
/// A new subscriber again and again, that takes the retained messages, compares them with what was acknowledged when it
/// subscribed, and goes.
/// </summary>
/// <remarks>Owner: its thread.</remarks>
internal sealed class RetainedReader(Scene scene, string clientId, ProtocolVersion version, RetainedValues values)
    : Client(scene, clientId, version)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly bool[] _isSeen = new bool[values.TopicCount];
    private IReadOnlyList<int> _acknowledgedBefore = [];
    private long _begin;
    private bool _isDone;

    protected override bool IsDone => _isDone;

    protected override void WriteConnect() => ConnectEncoder.Write(Link.Output, ConnectPacket(isKept: false));

    protected override void Connected(bool sessionPresent)
    {
        if (sessionPresent)
        {
            Fault("there is a session, which it has asked to be cleaned");
        }

        Array.Clear(_isSeen);
        _isDone = false;
        _begin = Stopwatch.GetTimestamp();
        _acknowledgedBefore = values.Acknowledged;
        var request = new SubscriptionRequest(
            Encoding.UTF8.GetBytes(NumberedRetained.Filter), new SubscriptionOptions(QoS.AtLeastOnce));
        SubscribeEncoder.WriteSubscribe(Link.Output, Version, packetId: 1, [request]);
    }

    protected override void Take(in Frame frame)
    {
        if (frame.Type != PacketType.Publish)
        {
            return;
        }

        PublishDecoder.Decode(frame, Version, PacketSender.Server, out PublishView publish);
        AckEncoder.Write(Link.Output, Version, PacketType.Puback, publish.PacketId);
        int index = NumberedRetained.IndexOf(publish.Topic);
        int value = int.Parse(publish.Payload.Span, NumberStyles.None, CultureInfo.InvariantCulture);
        if (_isSeen[index])
        {
            return;
        }

        // What comes first on a topic is what was retained, or published since.
        _isSeen[index] = true;
        if (values.Fault(index, _acknowledgedBefore[index], value) is { } fault)
        {
            Fault(fault);
        }
    }

    protected override void Act()
    {
        if (_isDone)
        {
            return;
        }

        int[] waiting =
        [
            .. Enumerable.Range(0, values.TopicCount)
                .Where(index => !_isSeen[index] && _acknowledgedBefore[index] != RetainedValues.None),
        ];
        if (waiting.Length == 0)
        {
            _isDone = true;
            CountRead();
        }
        else if (Stopwatch.GetElapsedTime(_begin) > Patience)
        {
            _isDone = true;
            Fault($"no retained message came for topic {string.Join(" and ", waiting)}");
        }
    }

    protected override TimeSpan TimeHere() => TimeSpan.MaxValue;

    protected override TimeSpan TimeAway() => Between(20, 300);

    private void CountRead()
    {
        if (_isSeen.Contains(true))
        {
            Scene.RetainedReads.Count();
        }
    }
}
