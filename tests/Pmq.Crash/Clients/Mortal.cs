using System.Diagnostics;
using System.Text;
using Pmq.Crash.Books;
using Pmq.Protocol;

namespace Pmq.Crash.Clients;

/// <summary>
/// A client with a will, another one in each of its lives. Half a second after it has connected it publishes a retained
/// message, whose PUBACK proves that the store has committed something since the will came.
/// </summary>
/// <remarks>Owner: its thread.</remarks>
internal sealed class Mortal(Scene scene, string clientId, ProtocolVersion version, bool isKept, Wills wills)
    : Client(scene, clientId, version)
{
    private const ushort ProofId = 1;

    private static readonly TimeSpan ProofAfter = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan WillIsKnownAfter = TimeSpan.FromSeconds(1);

    private readonly byte[] _proofTopic = Encoding.UTF8.GetBytes("proof/" + clientId);
    private readonly byte[] _willTopic = Encoding.UTF8.GetBytes(WillArrivals.TopicOf(clientId));
    private int _life;
    private long _begin;
    private bool _hasAskedForProof;
    private bool _hasProof;

    protected override void WriteConnect()
    {
        _life++;
        byte[] payload = Encoding.UTF8.GetBytes(WillArrivals.PayloadOf(ClientId, _life));
        ConnectEncoder.Write(Link.Output, ConnectPacket(isKept) with
        {
            HasWill = true,
            Will = new WillPacket { Topic = _willTopic, Payload = payload, QoS = QoS.AtLeastOnce },
        });
    }

    protected override void Connected(bool sessionPresent)
    {
        _begin = Stopwatch.GetTimestamp();
        _hasAskedForProof = _hasProof = false;
    }

    protected override void Act()
    {
        if (_hasAskedForProof || Stopwatch.GetElapsedTime(_begin) < ProofAfter)
        {
            return;
        }

        _hasAskedForProof = true;
        PublishEncoder.Write(Link.Output, Version, new PublishPacket(_proofTopic, "alive"u8)
        {
            QoS = QoS.AtLeastOnce,
            Retain = true,
            PacketId = ProofId,
        });
    }

    protected override void Take(in Frame frame) => _hasProof |= frame.Type == PacketType.Puback;

    protected override void Gone(Leave? how)
    {
        bool isOwed = how is null
            ? Stopwatch.GetElapsedTime(_begin, Scene.KilledAt) > WillIsKnownAfter
            : how != Leave.Disconnect;
        if (isOwed && _hasProof)
        {
            wills.Owe(ClientId, _life);
        }
    }

    protected override TimeSpan TimeHere() => Between(800, 5000);

    protected override TimeSpan TimeAway() => Between(0, 300);
}
