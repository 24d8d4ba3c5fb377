using System.Buffers;
using System.Text;
using Pmq.Protocol;

namespace Pmq.TestKit;

/// <summary>Builds properties for packets, in the order they are added.</summary>
public sealed class Props
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public static Props Of(PropertyId id, uint value) => new Props().And(id, value);

    public static Props Of(PropertyId id, string value) => new Props().And(id, value);

    public static Props OfUser(string name, string value) => new Props().AndUser(name, value);

    public Props And(PropertyId id, uint value)
    {
        new PropertyWriter(_bytes).Add(id, value);
        return this;
    }

    public Props And(PropertyId id, string value) => And(id, Encoding.UTF8.GetBytes(value));

    public Props And(PropertyId id, byte[] value)
    {
        new PropertyWriter(_bytes).Add(id, value);
        return this;
    }

    public Props AndUser(string name, string value)
    {
        new PropertyWriter(_bytes).AddUserProperty(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(value));
        return this;
    }

    public static implicit operator byte[](Props props) => props.ToBytes();

    public byte[] ToBytes() => _bytes.WrittenSpan.ToArray();
}
