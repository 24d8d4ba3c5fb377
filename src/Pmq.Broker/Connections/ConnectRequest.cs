using System.Text;
using Pmq.Broker.Messages;
using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>What a CONNECT asks for, copied out of the packet.</summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed record ConnectRequest
{
    /// <summary>The session expiry that means never.</summary>
    public const uint NeverExpires = uint.MaxValue;

    public required ProtocolVersion Version { get; init; }

    public required string ClientId { get; init; }

    public required bool CleanStart { get; init; }

    public required ushort KeepAlive { get; init; }

    /// <summary>Seconds the session outlives the connection; clean sessions of 3.x: 0, others: never.</summary>
    public required uint SessionExpiry { get; init; }

    public required int ReceiveMaximum { get; init; }

    public required int MaximumPacketSize { get; init; }

    public required int TopicAliasMaximum { get; init; }

    public required bool WantsProblemInformation { get; init; }

    public required bool WantsResponseInformation { get; init; }

    public string? UserName { get; init; }

    public byte[]? Password { get; init; }

    public string? AuthenticationMethod { get; init; }

    public byte[]? AuthenticationData { get; init; }

    public WillSpec? Will { get; init; }

    public bool IsMqtt5 => Version == ProtocolVersion.Mqtt5;

    public static ConnectRequest From(in ConnectView connect)
    {
        bool isMqtt5 = connect.Version == ProtocolVersion.Mqtt5;
        PropertyList properties = connect.Properties;
        uint expiry = connect.CleanStart ? 0 : NeverExpires;
        return new ConnectRequest
        {
            Version = connect.Version,
            ClientId = Text(connect.ClientId),
            CleanStart = connect.CleanStart,
            KeepAlive = connect.KeepAlive,
            SessionExpiry = isMqtt5 ? Number(properties, PropertyId.SessionExpiryInterval, 0) : expiry,
            ReceiveMaximum = (int)Number(properties, PropertyId.ReceiveMaximum, ushort.MaxValue),
            MaximumPacketSize = (int)Math.Min(
                Number(properties, PropertyId.MaximumPacketSize, int.MaxValue), int.MaxValue),
            TopicAliasMaximum = (int)Number(properties, PropertyId.TopicAliasMaximum, 0),
            WantsProblemInformation = Number(properties, PropertyId.RequestProblemInformation, 1) == 1,
            WantsResponseInformation = Number(properties, PropertyId.RequestResponseInformation, 0) == 1,
            UserName = connect.HasUserName ? Text(connect.UserName) : null,
            Password = connect.HasPassword ? connect.Password.ToArray() : null,
            AuthenticationMethod = properties.TryGetBytes(PropertyId.AuthenticationMethod, out ByteView method)
                ? Text(method)
                : null,
            AuthenticationData = properties.TryGetBytes(PropertyId.AuthenticationData, out ByteView data)
                ? data.ToArray()
                : null,
            Will = connect.HasWill ? WillOf(connect.Will) : null,
        };
    }

    public static string Text(ByteView bytes) => Encoding.UTF8.GetString(bytes.ToArray());

    private static WillSpec WillOf(in WillView will)
    {
        bool expires = will.Properties.TryGetNumber(PropertyId.MessageExpiryInterval, out uint expiry);
        return new WillSpec(
            MessageReader.Read(will, publisher: null),
            Number(will.Properties, PropertyId.WillDelayInterval, 0),
            expires ? expiry : null);
    }

    private static uint Number(PropertyList properties, PropertyId id, uint otherwise) =>
        properties.TryGetNumber(id, out uint value) ? value : otherwise;
}
