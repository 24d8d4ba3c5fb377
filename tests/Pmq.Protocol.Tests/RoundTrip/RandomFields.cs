using System.Buffers;
using System.Text;

namespace Pmq.Protocol.Tests;

/// <summary>Fields with random values that the standard allows, with a liking for the ends of their ranges.</summary>
internal sealed class RandomFields(Random random)
{
    private static readonly string[] Characters =
    [
        "a", "B", "7", " ", "/", "-", "$", "é", "Ω", "漢", "😀",
        "\u0001", "\u007F", "\uFEFF", "\uFFFF", "\U0010FFFF",
    ];

    public bool Flag() => random.Next(2) == 0;

    public T One<T>(params T[] values) => values[random.Next(values.Length)];

    public int Count(int most) => random.Next(most + 1);

    public QoS QoS() => One(Protocol.QoS.AtMostOnce, Protocol.QoS.AtLeastOnce, Protocol.QoS.ExactlyOnce);

    public ushort Short(int least) =>
        One((ushort)least, ushort.MaxValue, (ushort)random.Next(1, 65_536), (ushort)random.Next(1, 65_536));

    public byte[] Text(bool orEmpty = true)
    {
        int count = random.Next(20) == 0 ? random.Next(100, 300) : random.Next(orEmpty ? 0 : 1, 12);
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            text.Append(One(Characters));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public byte[] Filter()
    {
        var levels = new List<string>();
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            levels.Add(random.Next(4) == 0 ? "+" : Encoding.UTF8.GetString(Text(orEmpty: false)));
        }

        if (random.Next(4) == 0)
        {
            levels.Add("#");
        }

        string prefix = random.Next(5) == 0 ? "$share/group/" : "";
        return Encoding.UTF8.GetBytes(prefix + string.Join('/', levels));
    }

    public byte[] Binary()
    {
        byte[] bytes = new byte[random.Next(10) == 0 ? random.Next(100, 20_000) : random.Next(30)];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Properties that may stand in a packet: their bytes and what they mean.</summary>
    public (byte[] Bytes, List<string> Meanings) Properties(
        PropertyOwner owner, ProtocolVersion version, params PropertyId[] not)
    {
        var output = new ArrayBufferWriter<byte>();
        var meanings = new List<string>();
        if (version == ProtocolVersion.Mqtt5)
        {
            foreach (PropertyId id in Ids(owner, not))
            {
                meanings.Add(Property(output, id));
            }
        }

        return (output.WrittenSpan.ToArray(), meanings);
    }

    private List<PropertyId> Ids(PropertyOwner owner, PropertyId[] not)
    {
        List<PropertyId> ids =
        [
            .. Enum.GetValues<PropertyId>().Where(id =>
                (PropertyRules.Of((byte)id).Owners & owner) != 0 && !not.Contains(id) && random.Next(3) == 0),
        ];
        if (ids.Contains(PropertyId.AuthenticationData) && !ids.Contains(PropertyId.AuthenticationMethod))
        {
            ids.Add(PropertyId.AuthenticationMethod);
        }

        for (int more = random.Next(3); more > 0 && ids.Contains(PropertyId.UserProperty); more--)
        {
            ids.Add(PropertyId.UserProperty);
        }

        PropertyId[] shuffled = [.. ids];
        random.Shuffle(shuffled);
        return [.. shuffled];
    }

    /// <summary>Writes one property and says what it means.</summary>
    public string Property(ArrayBufferWriter<byte> output, PropertyId id)
    {
        PropertyRule rule = PropertyRules.Of((byte)id);
        var writer = new PropertyWriter(output);
        byte[] bytes = [];
        byte[] second = [];
        uint number = 0;
        switch (rule.Type)
        {
            case PropertyType.Utf8StringPair:
                (bytes, second) = (Text(), Text());
                writer.AddUserProperty(bytes, second);
                break;
            case PropertyType.Utf8String or PropertyType.BinaryData:
                bytes = rule.Type == PropertyType.BinaryData ? Binary() : Text(id != PropertyId.ResponseTopic);
                writer.Add(id, bytes);
                break;
            default:
                number = Number(rule);
                writer.Add(id, number);
                break;
        }

        return PacketText.Property(id, number, bytes, second);
    }

    private uint Number(PropertyRule rule)
    {
        uint most = rule.Type switch
        {
            PropertyType.Byte => rule.Range == ValueRange.ZeroOrOne ? 1u : byte.MaxValue,
            PropertyType.TwoByteInteger => ushort.MaxValue,
            PropertyType.VariableByteInteger => VariableInteger.MaxValue,
            _ => uint.MaxValue,
        };
        uint least = rule.Range == ValueRange.NotZero ? 1u : 0;
        uint any = (uint)random.NextInt64(least, (long)most + 1);
        uint small = (uint)random.NextInt64(least, Math.Min(most, 300u) + 1);
        return One(least, most, any, small);
    }
}
