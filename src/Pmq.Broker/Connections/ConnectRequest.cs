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

    /// <summary>What stays once the session has begun; the rest is let go then.</summary>
    public required ClientTerms Terms { get; init; }

    public required string ClientId { get; init; }

    public required bool CleanStart { get; init; }

    public required ushort KeepAlive { get; init; }

    /// <summary>Seconds the session outlives the connection; clean sessions of 3.x: 0, others: never.</summary>
    public required uint SessionExpiry { get; init; }

    public required bool WantsResponseInformation { get; init; }

    public byte[]? Password { get; init; }

    public byte[]? AuthenticationData { get; init; }

    public WillSpec? Will { get; init; }

    public ProtocolVersion Version => Terms.Version;

    public bool IsMqtt5 => Terms.IsMqtt5;

    public static ConnectRequest From(in ConnectView connect)
    {
        PropertyList properties = connect.Properties;
        uint expiry = connect.CleanStart ? 0 : NeverExpires;
        if (connect.Version == ProtocolVersion.Mqtt5)
        {
            expiry = Number(properties, PropertyId.SessionExpiryInterval, 0);
        }

        return new ConnectRequest
        {
            Terms = TermsOf(connect, expiry).Shared(),
            ClientId = Text(connect.ClientId),
            CleanStart = connect.CleanStart,
            KeepAlive = connect.KeepAlive,
            SessionExpiry = expiry,
            WantsResponseInformation = Number(properties, PropertyId.RequestResponseInformation, 0) == 1,
            Password = connect.HasPassword ? connect.Password.ToArray() : null,
            AuthenticationData = properties.TryGetBytes(PropertyId.AuthenticationData, out ByteView data)
                ? data.ToArray()
                : null,
            Will = connect.HasWill ? WillOf(connect.Will) : null,
        };
    }

    public static string Text(ByteView bytes) =>
        Encoding.UTF8.GetString(bytes.IsContiguous ? bytes.Span : bytes.ToArray());

    private static ClientTerms TermsOf(in ConnectView connect, uint sessionExpiry)
    {
        PropertyList properties = connect.Properties;
        return new ClientTerms(
            connect.Version,
            ExpiresWithConnection: sessionExpiry == 0,
            (int)Number(properties, PropertyId.ReceiveMaximum, ushort.MaxValue),
            (int)Math.Min(Number(properties, PropertyId.MaximumPacketSize, int.MaxValue), int.MaxValue),
            (int)Number(properties, PropertyId.TopicAliasMaximum, 0),
            Number(properties, PropertyId.RequestProblemInformation, 1) == 1,
            connect.HasUserName ? Text(connect.UserName) : null,
            properties.TryGetBytes(PropertyId.AuthenticationMethod, out ByteView method) ? Text(method) : null);
    }

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
