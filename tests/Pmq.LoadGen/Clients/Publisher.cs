using System.Diagnostics;
using Pmq.LoadGen.Io;
using Pmq.Protocol;

namespace Pmq.LoadGen.Clients;

/// <summary>
/// Sends as fast as its window lets it. At QoS 0 a message is under way until the subscribers have it; above, until
/// the broker acknowledged it as well. It fills up when a quarter of the window is free, so that packets share writes.
/// </summary>
internal sealed class Publisher : Client
{
    private const int BytesPerWrite = 64 * 1024;

    private readonly PublisherSettings _settings;
    private readonly QoS _qos;
    private readonly double _deliveriesPerMessage;
    private int _nextTemplate;
    private long _deliveriesCounted;
    private long _acknowledged;
    private long _allowed;
    private bool _started;

    public Publisher(EventLoop loop, ClientSettings client, PublisherSettings settings, QoS qos)
        : base(loop, client)
    {
        _settings = settings;
        _qos = qos;
        _deliveriesPerMessage = settings.Templates.Average(template => (double)template.Deliveries);
    }

    /// <summary>Messages sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Deliveries that the messages sent should cause.</summary>
    public long Expected { get; private set; }

    /// <summary>Messages the broker refused with a reason code.</summary>
    public long Refused { get; private set; }

    /// <summary>True when it has sent all it should and everything is acknowledged.</summary>
    public bool IsDone => !_started && (_qos == QoS.AtMostOnce || _acknowledged == Sent);

    /// <summary>When that was, in ticks of <see cref="Stopwatch"/>; 0 until then.</summary>
    public long DoneTime { get; private set; }

    /// <summary>True while it stands in the line of those that may go on after this batch.</summary>
    public bool IsInLine { get; set; }

    public void Start()
    {
        _started = true;
        Pump();
    }

    public void Stop() => _started = false;

    /// <summary>A paced publisher may send one more when it is pumped next.</summary>
    public void Allow() => _allowed++;

    /// <summary>A subscriber has one of its messages.</summary>
    public void CountDelivery() => _deliveriesCounted++;

    /// <summary>Whatever did not arrive is not waited for any more.</summary>
    public void ForgetUndelivered()
    {
        _deliveriesCounted = Expected;
        Pump();
    }

    /// <summary>Sends what there is room for.</summary>
    public void Pump()
    {
        while (_started && IsOpen && !IsSending && !FinishWhenAllSent())
        {
            long room = Room();
            if (room < Math.Max(1, Window / 4) && !_settings.IsPaced)
            {
                return;
            }

            long count = Math.Min(room, _settings.MessagesMax - Sent);
            if (count <= 0)
            {
                return;
            }

            Write(count);
        }
    }

    protected override void Acknowledged(PacketType type, ReadOnlySpan<byte> packetId, byte reason)
    {
        const byte firstFailure = 0x80;
        if (type == PacketType.Pubrec && reason < firstFailure)
        {
            Span<byte> room = Reserve(AckEncoder.ShortSize);
            room[0] = ((byte)PacketType.Pubrel << 4) | 0b0010;
            room[1] = sizeof(ushort);
            packetId.CopyTo(room[2..]);
            return;
        }

        _acknowledged++;
        Refused += reason >= firstFailure ? 1 : 0;
    }

    protected override void BatchEnded()
    {
        Flush();
        Pump();
        if (DoneTime == 0 && Sent > 0 && IsDone)
        {
            DoneTime = Stopwatch.GetTimestamp();
        }
    }

    protected override void Writable() => Pump();

    private int Window => Math.Min(_settings.Window, _qos == QoS.AtMostOnce ? int.MaxValue : ReceiveMaximum);

    private bool FinishWhenAllSent()
    {
        if (Sent >= _settings.MessagesMax)
        {
            _started = false;
        }

        return !_started;
    }

    private long Room()
    {
        if (_settings.IsPaced)
        {
            return _allowed - Sent;
        }

        long room = Window;
        if (_settings.CountsDeliveries && _deliveriesPerMessage > 0)
        {
            room -= (long)Math.Ceiling((Expected - _deliveriesCounted) / _deliveriesPerMessage);
        }

        return _qos == QoS.AtMostOnce ? room : Math.Min(room, Window - (Sent - _acknowledged));
    }

    private void Write(long count)
    {
        long now = Stopwatch.GetTimestamp();
        for (int bytes = 0; count > 0 && bytes < BytesPerWrite; count--)
        {
            PublishTemplate template = _settings.Templates[_nextTemplate];
            _nextTemplate = _nextTemplate + 1 == _settings.Templates.Count ? 0 : _nextTemplate + 1;
            var packetId = (ushort)((Sent % ushort.MaxValue) + 1);
            template.WriteTo(Reserve(template.Length), _settings.Number, (uint)Sent, packetId, now);
            Sent++;
            Expected += template.Deliveries;
            bytes += template.Length;
        }

        Flush();
    }
}
