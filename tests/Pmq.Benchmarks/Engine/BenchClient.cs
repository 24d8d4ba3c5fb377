using System.Buffers;
using System.Text;
using Pmq.Broker.Connections;
using Pmq.Protocol;

namespace Pmq.Benchmarks.Engine;

/// <summary>A client of MQTT 3.1.1 without a socket: bytes go into its connection and come out of its outlet.</summary>
/// <remarks>Owner: the benchmark's thread.</remarks>
internal sealed class BenchClient
{
    private readonly BenchBroker _broker;
    private readonly ClientConnection _connection;
    private readonly KeepingOutlet _outlet = new();
    private readonly Answers _answers = new();

    public BenchClient(BenchBroker broker, string clientId)
    {
        _broker = broker;
        _connection = broker.Node.Accept(_outlet);
        var output = new ArrayBufferWriter<byte>();
        byte[] name = Encoding.UTF8.GetBytes(clientId);
        ConnectEncoder.Write(output, new ConnectPacket(ProtocolVersion.Mqtt311, name) { CleanStart = true });
        Send(output.WrittenMemory);
        _outlet.Take();
    }

    public void Subscribe(byte[] filter, QoS qos)
    {
        var output = new ArrayBufferWriter<byte>();
        SubscriptionRequest[] requests = [new(filter, new SubscriptionOptions(qos))];
        SubscribeEncoder.WriteSubscribe(output, ProtocolVersion.Mqtt311, packetId: 1, requests);
        Send(output.WrittenMemory);
        _outlet.Take();
    }

    /// <summary>Gives the engine bytes, and runs it until it is quiet.</summary>
    public void Send(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var input = new ReadOnlySequence<byte>(bytes);
            _connection.Receive(input, out SequencePosition consumed);
            bytes = bytes[(int)input.GetOffset(consumed)..];
            _broker.Turns.RunAll();
        }
    }

    /// <summary>Answers everything that came, and what comes of that; returns how many messages there were.</summary>
    public int AnswerAll()
    {
        int messages = 0;
        while (!_outlet.Written.IsEmpty)
        {
            messages += _answers.Make(_outlet.Written);
            _outlet.Take();
            Send(_answers.Bytes);
        }

        return messages;
    }
}
