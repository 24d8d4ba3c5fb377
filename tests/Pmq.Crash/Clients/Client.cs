using System.Diagnostics;
using System.Text;
using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>
/// A client on a thread of its own. It connects as soon as somebody listens, goes at random, and comes back, whatever
/// happens to the broker.
/// </summary>
/// <remarks>Owner: its thread; what others may ask says so.</remarks>
internal abstract class Client(Scene scene, string clientId, ProtocolVersion version)
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    private bool _isConnected;

    public string ClientId => clientId;

    /// <summary>Whether the broker has accepted the connection; anybody may ask.</summary>
    public bool IsConnected => Volatile.Read(ref _isConnected);

    protected Scene Scene => scene;

    protected ProtocolVersion Version => version;

    protected Random Random { get; } = scene.RandomFor(clientId);

    /// <summary>Where packets are written to, on the connection there is.</summary>
    protected Link Link { get; private set; } = null!;

    /// <summary>How long it waits for something to come before it looks whether it has something to do.</summary>
    protected virtual TimeSpan Breath => TimeSpan.FromMilliseconds(20);

    /// <summary>Comes and goes until the run is over.</summary>
    public void Run()
    {
        while (!scene.Stop.IsCancellationRequested)
        {
            int turn = scene.Turns;
            if (Link.TryOpen(scene.Port, version) is not { } link)
            {
                scene.Stop.WaitHandle.WaitOne(BetweenTries);
                continue;
            }

            using (Link = link)
            {
                Attend(turn);
            }

            scene.Stop.WaitHandle.WaitOne(scene.IsResting ? BetweenTries : TimeAway());
        }
    }

    /// <summary>Writes the CONNECT.</summary>
    protected abstract void WriteConnect();

    /// <summary>The broker has accepted the connection.</summary>
    protected abstract void Connected(bool sessionPresent);

    /// <summary>Takes any packet that comes after CONNACK.</summary>
    protected abstract void Take(in Frame frame);

    /// <summary>Writes what is to be sent without having been asked.</summary>
    protected virtual void Act()
    {
    }

    /// <summary>The connection is gone.</summary>
    /// <param name="how">How the client left; null when it did not.</param>
    protected virtual void Gone(Leave? how)
    {
    }

    /// <summary>How long it stays connected.</summary>
    protected abstract TimeSpan TimeHere();

    /// <summary>How long it stays away.</summary>
    protected abstract TimeSpan TimeAway();

    /// <summary>True when it has got what it came for.</summary>
    protected virtual bool IsDone => false;

    /// <summary>How it leaves.</summary>
    protected virtual Leave ChooseLeave() => (Leave)Random.Next(3);

    /// <summary>The run fails, and says whose finding it is.</summary>
    protected void Fault(string what) => scene.Faults.Add($"{clientId}: {what}");

    /// <summary>A number from this range, any of them as likely.</summary>
    protected TimeSpan Between(int fromMs, int toMs) => TimeSpan.FromMilliseconds(Random.Next(fromMs, toMs));

    /// <summary>A CONNECT of a client with or without a kept session.</summary>
    protected ConnectPacket ConnectPacket(bool isKept) => new(version, Encoding.UTF8.GetBytes(clientId))
    {
        CleanStart = !isKept,
        Properties = isKept && version == ProtocolVersion.Mqtt5 ? ForEver : default,
    };

    private static ReadOnlySpan<byte> ForEver => [(byte)PropertyId.SessionExpiryInterval, 0xFF, 0xFF, 0xFF, 0xFF];

    private void Attend(int turn)
    {
        WriteConnect();
        Link.Flush();
        long begin = Stopwatch.GetTimestamp();
        TimeSpan here = TimeHere();
        Leave? how = null;
        while (how is null && !Link.IsLost && !scene.Stop.IsCancellationRequested)
        {
            Link.Receive(Breath);
            if (Link.Drain(TakeAny) is { } wrong)
            {
                Fault($"the broker sent bad bytes: {wrong}");
                break;
            }

            TimeSpan age = Stopwatch.GetElapsedTime(begin);
            how = _isConnected && (IsDone || (age > here && !scene.IsResting)) ? ChooseLeave() : null;
            GoOn(how);
            if (!_isConnected && age > AnswerPatience)
            {
                Fault("CONNECT was not answered");
                break;
            }
        }

        Ended(how, turn);
        Volatile.Write(ref _isConnected, false);
    }

    private void GoOn(Leave? how)
    {
        if (_isConnected && how is null)
        {
            Act();
        }

        if (how == Leave.Disconnect)
        {
            ControlEncoder.WriteDisconnect(Link.Output, version);
        }

        if (how != Leave.Unanswered)
        {
            Link.Flush();
        }
    }

    private void Ended(Leave? how, int turn)
    {
        if (how is not null)
        {
            scene.Leaves.Count();
        }
        else if (Link.IsLost && turn % 2 == 0 && scene.Turns == turn)
        {
            Fault("the broker closed the connection");
        }

        if (_isConnected && (how is not null || Link.IsLost))
        {
            Gone(how);
        }
    }

    private void TakeAny(in Frame frame)
    {
        if (frame.Type == PacketType.Connack)
        {
            TakeConnack(frame);
        }
        else if (frame.Type == PacketType.Disconnect)
        {
            DisconnectDecoder.Decode(frame, version, PacketSender.Server, out DisconnectView bye);
            Fault($"the broker said DISCONNECT, {bye.Reason}");
        }
        else
        {
            Take(frame);
        }
    }

    private void TakeConnack(in Frame frame)
    {
        if (ConnackDecoder.Decode(frame, version, out ConnackView connack) is { } wrong)
        {
            Fault($"CONNACK is wrong: {wrong}");
        }
        else if (connack.Reason != ReasonCode.Success || connack.ReturnCode != ConnectReturnCode.Accepted)
        {
            Fault($"CONNECT was refused: {connack.Reason} {connack.ReturnCode}");
        }
        else
        {
            Volatile.Write(ref _isConnected, true);
            Connected(connack.SessionPresent);
        }
    }
}
