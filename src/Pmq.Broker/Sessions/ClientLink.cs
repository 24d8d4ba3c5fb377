using System.Buffers;
using System.Text;
using Pmq.Broker.Connections;
using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>
/// The connection a session has at present: what its client asked for, and the pen to write to it, which the link itself
/// is.
/// </summary>
/// <remarks>Owner: session turn.</remarks>
internal sealed class ClientLink(InboundHalf inbound) : OutletWriter(inbound.Connection.Outlet)
{
    public InboundHalf Inbound { get; } = inbound;

    public ClientConnection Connection => Inbound.Connection;

    /// <summary>What the client asked for.</summary>
    public ClientTerms Terms { get; } = inbound.Terms;

    public bool IsMqtt5 => Terms.IsMqtt5;

    /// <summary>True while the socket takes no more bytes.</summary>
    public bool SocketIsFull { get; private set; }

    /// <summary>Why the broker ends the connection, once it does.</summary>
    public CloseReason? Closing { get; private set; }

    /// <summary>Seconds of silence after which it ends, times 1.5; 0 for none.</summary>
    public int KeepAlive { get; init; }

    public OutletWriter Writer => this;

    /// <summary>True when messages may be written.</summary>
    public bool TakesMessages => !SocketIsFull && Closing is null;

    public void Flush()
    {
        if (!Send())
        {
            SocketIsFull = true;
            Inbound.OutletGate.Full();
        }
    }

    /// <summary>The socket takes bytes again: what was written while it did not goes first.</summary>
    public void SocketIsReady()
    {
        SocketIsFull = !Connection.Outlet.Flush();
        if (!SocketIsFull)
        {
            Inbound.OutletGate.Ready(Connection.Outlet);
        }
    }

    /// <summary>Writes a step of an authentication exchange; false when it is larger than the client takes.</summary>
    public bool TryWrite(AuthenticationAnswer answer)
    {
        var auth = new ArrayBufferWriter<byte>();
        AuthenticationPackets.Write(auth, answer.Reason, Terms.AuthenticationMethod!, answer.Data);
        if (auth.WrittenCount > Terms.MaximumPacketSize)
        {
            return false;
        }

        Writer.Write(auth.WrittenSpan);
        return true;
    }

    public void WriteAcks(AckRun run)
    {
        if (Closing is not null)
        {
            return;
        }

        if (run.Reason == ReasonCode.Success || !IsMqtt5)
        {
            WriteShortAcks(run);
            return;
        }

        for (int i = 0; i < run.Count; i++)
        {
            AckEncoder.Write(this, Terms.Version, run.Type, (ushort)(run.First + i), run.Reason);
        }
    }

    private void WriteShortAcks(AckRun run)
    {
        Span<byte> packets = Take(run.Count * AckEncoder.ShortSize);
        for (int i = 0; i < run.Count; i++)
        {
            AckEncoder.WriteShort(packets[(i * AckEncoder.ShortSize)..], run.Type, (ushort)(run.First + i));
        }
    }

    /// <summary>Tells a 5.0 client why, sends what is written and closes. The read loop ends of it.</summary>
    public void Close(CloseReason reason)
    {
        if (Closing is not null)
        {
            return;
        }

        Closing = reason;
        if (IsMqtt5)
        {
            WriteDisconnect(reason);
        }

        Send();
        Connection.Outlet.Close();
    }

    /// <summary>
    /// A reason string is told when the client wants problem information and the packet stays within its maximum
    /// [MQTT-3.14.2-3].
    /// </summary>
    private void WriteDisconnect(CloseReason reason)
    {
        const int headAndLengths = 12;
        byte[] text = Encoding.UTF8.GetBytes(reason.Text);
        if (!Terms.WantsProblemInformation || text.Length + headAndLengths > Terms.MaximumPacketSize)
        {
            if (Terms.MaximumPacketSize >= AckEncoder.ShortSize)
            {
                ControlEncoder.WriteDisconnect(this, ProtocolVersion.Mqtt5, reason.Code);
            }

            return;
        }

        var properties = new ArrayBufferWriter<byte>();
        new PropertyWriter(properties).Add(PropertyId.ReasonString, text);
        ControlEncoder.WriteDisconnect(this, ProtocolVersion.Mqtt5, reason.Code, properties.WrittenSpan);
    }
}
