using System.Buffers;
using System.Text;
using Pmq.Broker.Connections;
using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Messaging;

/// <summary>A client that keeps nothing of what it gets, so that what is allocated is the broker's.</summary>
internal sealed class CountingOutlet : IClientOutlet
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly ClientConnection _connection;

    private CountingOutlet(TestBroker broker) => _connection = broker.Node.Accept(this);

    public string RemoteAddress => "test";

    public long Written { get; private set; }

    public static CountingOutlet Connect(TestBroker broker, string clientId)
    {
        var outlet = new CountingOutlet(broker);
        var output = new ArrayBufferWriter<byte>();
        ConnectEncoder.Write(
            output, new ConnectPacket(ProtocolVersion.Mqtt5, Encoding.UTF8.GetBytes(clientId)) { CleanStart = true });
        outlet.Receive(output.WrittenSpan.ToArray());
        broker.Run();
        return outlet;
    }

    public static CountingOutlet Subscribe(TestBroker broker, string clientId, string filter)
    {
        CountingOutlet outlet = Connect(broker, clientId);
        outlet.Receive(Frames.Subscribe(1, filter, new SubscriptionOptions(QoS.AtMostOnce)));
        broker.Run();
        return outlet;
    }

    public void Receive(byte[] bytes) => _connection.Receive(new ReadOnlySequence<byte>(bytes), out _);

    public void Advance(int count) => Written += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => _buffer;

    public Span<byte> GetSpan(int sizeHint = 0) => _buffer;

    public bool Flush() => true;

    public void Close()
    {
    }

    public void Abort()
    {
    }

    public void ResumeReading()
    {
    }
}
