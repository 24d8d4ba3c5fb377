using System.Buffers;
using System.Globalization;

namespace Pmq.Protocol.Tests;

/// <summary>Makes up valid packets of every type and version and writes them with the encoders.</summary>
internal sealed class PacketGenerator(Random random)
{
    private readonly RandomFields _fields = new(random);
    private readonly ArrayBufferWriter<byte> _output = new();

    public Model Next()
    {
        ProtocolVersion version = _fields.One(Enum.GetValues<ProtocolVersion>());
        PacketType type = _fields.One(Enum.GetValues<PacketType>());
        if (type == PacketType.Auth)
        {
            version = ProtocolVersion.Mqtt5;
        }

        PacketSender sender = SenderOf(type, version);
        _output.ResetWrittenCount();
        (int size, string meaning) = Make(type, version, sender);
        Assert.Equal(size, _output.WrittenCount);
        string name = type.ToString().ToUpperInvariant();
        return new Model(version, sender, _output.WrittenSpan.ToArray(), name + meaning);
    }

    private PacketSender SenderOf(PacketType type, ProtocolVersion version) => type switch
    {
        PacketType.Connect or PacketType.Subscribe or PacketType.Unsubscribe or PacketType.Pingreq =>
            PacketSender.Client,
        PacketType.Connack or PacketType.Suback or PacketType.Unsuback or PacketType.Pingresp =>
            PacketSender.Server,
        PacketType.Disconnect when version != ProtocolVersion.Mqtt5 => PacketSender.Client,
        _ => _fields.One(PacketSender.Client, PacketSender.Server),
    };

    private (int Size, string Meaning) Make(
        PacketType type, ProtocolVersion version, PacketSender sender) => type switch
    {
        PacketType.Connect => Connect(version),
        PacketType.Connack => Connack(version),
        PacketType.Publish => Publish(version, sender),
        PacketType.Subscribe => Subscribe(version),
        PacketType.Unsubscribe => Unsubscribe(version),
        PacketType.Suback or PacketType.Unsuback => Suback(type, version),
        PacketType.Pingreq => (ControlEncoder.WritePingreq(_output), ""),
        PacketType.Pingresp => (ControlEncoder.WritePingresp(_output), ""),
        PacketType.Disconnect => Disconnect(version, sender),
        PacketType.Auth => Auth(sender),
        _ => Ack(type, version, sender),
    };

    private (int Size, string Meaning) Connect(ProtocolVersion version)
    {
        bool hasUserName = _fields.Flag();
        bool hasPassword = _fields.Flag() && (hasUserName || version == ProtocolVersion.Mqtt5);
        bool hasWill = _fields.Flag();
        bool clean = _fields.Flag();
        ushort keepAlive = _fields.Short(0);
        byte[] id = _fields.Text();
        byte[] userName = _fields.Text();
        byte[] password = _fields.Binary();
        var (properties, meanings) = _fields.Properties(PropertyOwner.Connect, version);
        WillPacket will = hasWill ? Will(version, out string willMeaning) : NoWill(out willMeaning);
        int size = ConnectEncoder.Write(_output, new ConnectPacket(version, id)
        {
            CleanStart = clean,
            KeepAlive = keepAlive,
            Properties = properties,
            HasWill = hasWill,
            Will = will,
            HasUserName = hasUserName,
            UserName = userName,
            HasPassword = hasPassword,
            Password = password,
        });
        string login = (hasUserName ? $" user={PacketText.Quote(userName)}" : "")
            + (hasPassword ? $" password={PacketText.Quote(password)}" : "");
        string head = string.Create(
            CultureInfo.InvariantCulture, $" v{(int)version}{(clean ? " clean" : "")} ka={keepAlive}");
        return (size, $"{head} id={PacketText.Quote(id)}{PacketText.Properties(meanings)}{willMeaning}{login}");
    }

    private static WillPacket NoWill(out string meaning)
    {
        meaning = "";
        return default;
    }

    private WillPacket Will(ProtocolVersion version, out string meaning)
    {
        var (properties, meanings) = _fields.Properties(PropertyOwner.Will, version);
        byte[] topic = _fields.Text(orEmpty: false);
        byte[] payload = _fields.Binary();
        QoS qos = _fields.QoS();
        bool retain = _fields.Flag();
        string message = $"{PacketText.Quote(topic)}={PacketText.Quote(payload)}{PacketText.Properties(meanings)}";
        meaning = string.Create(
            CultureInfo.InvariantCulture, $" will(q{(int)qos}{(retain ? " retain" : "")} {message})");
        return new WillPacket
        {
            QoS = qos,
            Retain = retain,
            Properties = properties,
            Topic = topic,
            Payload = payload,
        };
    }

    private (int Size, string Meaning) Connack(ProtocolVersion version)
    {
        bool present = _fields.Flag();
        string tail = present ? " present" : "";
        if (version != ProtocolVersion.Mqtt5)
        {
            var code = present ? ConnectReturnCode.Accepted : _fields.One(Enum.GetValues<ConnectReturnCode>());
            return (ConnackEncoder.Write(_output, code, present), $" {code}{tail}");
        }

        ReasonCode reason = present ? ReasonCode.Success : Code(PacketType.Connack, PacketSender.Server);
        var (properties, meanings) = _fields.Properties(PropertyOwner.Connack, version);
        int size = ConnackEncoder.Write(_output, reason, present, properties);
        return (size, $" {reason}{tail}{PacketText.Properties(meanings)}");
    }

    private (int Size, string Meaning) Publish(ProtocolVersion version, PacketSender sender)
    {
        PropertyId[] not = sender == PacketSender.Client ? [PropertyId.SubscriptionIdentifier] : [];
        var (properties, meanings) = _fields.Properties(PropertyOwner.Publish, version, not);
        bool hasAlias = meanings.Exists(meaning => meaning.StartsWith("TopicAlias=", StringComparison.Ordinal));
        byte[] topic = _fields.Text(orEmpty: hasAlias);
        byte[] payload = _fields.Binary();
        QoS qos = _fields.QoS();
        bool dup = qos > QoS.AtMostOnce && _fields.Flag();
        bool retain = _fields.Flag();
        ushort id = _fields.Short(1);
        int size = PublishEncoder.Write(_output, version, new PublishPacket(topic, payload)
        {
            QoS = qos,
            Dup = dup,
            Retain = retain,
            PacketId = id,
            Properties = properties,
        });
        string flags = $"{(dup ? " dup" : "")}{(retain ? " retain" : "")}{(qos > 0 ? $" #{id}" : "")}";
        string message = $"{PacketText.Quote(topic)}={PacketText.Quote(payload)}";
        return (size, $" q{(int)qos}{flags} {message}{PacketText.Properties(meanings)}");
    }

    private (int Size, string Meaning) Subscribe(ProtocolVersion version)
    {
        var (properties, meanings) = _fields.Properties(PropertyOwner.Subscribe, version);
        bool isMqtt5 = version == ProtocolVersion.Mqtt5;
        ushort id = _fields.Short(1);
        var requests = new List<SubscriptionRequest>();
        string text = "";
        for (int i = _fields.Count(4); i >= 0; i--)
        {
            byte[] filter = _fields.Filter();
            bool noLocal = isMqtt5 && _fields.Flag() && !TopicFilter.IsShared(new ByteView(filter));
            RetainHandling handling = isMqtt5 ? _fields.One(Enum.GetValues<RetainHandling>()) : default;
            var options = new SubscriptionOptions(_fields.QoS(), noLocal, isMqtt5 && _fields.Flag(), handling);
            requests.Add(new SubscriptionRequest(filter, options));
            text += $" {PacketText.Quote(filter)}{PacketText.Options(options)}";
        }

        int size = SubscribeEncoder.WriteSubscribe(_output, version, id, requests.ToArray(), properties);
        return (size, $" #{id}{text}{PacketText.Properties(meanings)}");
    }

    private (int Size, string Meaning) Unsubscribe(ProtocolVersion version)
    {
        var (properties, meanings) = _fields.Properties(PropertyOwner.Unsubscribe, version);
        ushort id = _fields.Short(1);
        ReadOnlyMemory<byte>[] filters =
            [.. Enumerable.Range(0, 1 + _fields.Count(3)).Select(_ => _fields.Filter())];
        string text = string.Concat(filters.Select(filter => $" {PacketText.Quote(filter.Span)}"));
        int size = SubscribeEncoder.WriteUnsubscribe(_output, version, id, filters, properties);
        return (size, $" #{id}{text}{PacketText.Properties(meanings)}");
    }

    private (int Size, string Meaning) Suback(PacketType type, ProtocolVersion version)
    {
        bool isMqtt5 = version == ProtocolVersion.Mqtt5;
        PropertyOwner owner = type == PacketType.Suback ? PropertyOwner.Suback : PropertyOwner.Unsuback;
        var (properties, meanings) = _fields.Properties(owner, version);
        ushort id = _fields.Short(1);
        var codes = new List<ReasonCode>();
        for (int i = _fields.Count(4); i >= 0 && (isMqtt5 || type == PacketType.Suback); i--)
        {
            codes.Add(isMqtt5
                ? Code(type, PacketSender.Server)
                : _fields.One(ReasonCode.Success, ReasonCode.GrantedQoS1, ReasonCode.UnspecifiedError));
        }

        string text = string.Concat(codes.Select(code => $" {(int)code:X2}"));
        int size = SubackEncoder.Write(_output, version, type, id, codes.ToArray(), properties);
        return (size, $" #{id}{text}{PacketText.Properties(meanings)}");
    }

    private (int Size, string Meaning) Ack(PacketType type, ProtocolVersion version, PacketSender sender)
    {
        var owner = Enum.Parse<PropertyOwner>(type.ToString());
        var (properties, meanings) = _fields.Properties(owner, version);
        ReasonCode reason = version == ProtocolVersion.Mqtt5 ? Code(type, sender) : ReasonCode.Success;
        ushort id = _fields.Short(1);
        int size = AckEncoder.Write(_output, version, type, id, reason, properties);
        return (size, $" #{id} {reason}{PacketText.Properties(meanings)}");
    }

    private (int Size, string Meaning) Disconnect(ProtocolVersion version, PacketSender sender)
    {
        PropertyId[] not = sender == PacketSender.Server ? [PropertyId.SessionExpiryInterval] : [];
        var (properties, meanings) = _fields.Properties(PropertyOwner.Disconnect, version, not);
        ReasonCode reason =
            version == ProtocolVersion.Mqtt5 ? Code(PacketType.Disconnect, sender) : ReasonCode.Success;
        int size = ControlEncoder.WriteDisconnect(_output, version, reason, properties);
        return (size, $" {reason}{PacketText.Properties(meanings)}");
    }

    private (int Size, string Meaning) Auth(PacketSender sender)
    {
        var method = new ArrayBufferWriter<byte>();
        string methodMeaning = _fields.Property(method, PropertyId.AuthenticationMethod);
        var (properties, meanings) = _fields.Properties(
            PropertyOwner.Auth,
            ProtocolVersion.Mqtt5,
            PropertyId.AuthenticationMethod,
            PropertyId.AuthenticationData);
        ReasonCode reason = Code(PacketType.Auth, sender);
        int size = ControlEncoder.WriteAuth(_output, reason, [.. method.WrittenSpan, .. properties]);
        return (size, $" {reason}{PacketText.Properties([methodMeaning, .. meanings])}");
    }

    private ReasonCode Code(PacketType type, PacketSender sender) => _fields.One(
        Enum.GetValues<ReasonCode>().Where(code => ReasonCodes.MayCarry(type, sender, code)).ToArray());
}
