using Pmq.Protocol;

namespace Pmq.Broker.Connections;

/// <summary>What of a CONNECT counts for as long as the connection lasts. Most clients ask for nothing particular.</summary>
/// <remarks>Owner: immutable, so that clients that ask for the same may share it.</remarks>
internal sealed record ClientTerms(
    ProtocolVersion Version,
    bool ExpiresWithConnection,
    int ReceiveMaximum,
    int MaximumPacketSize,
    int TopicAliasMaximum,
    bool WantsProblemInformation,
    string? UserName,
    string? AuthenticationMethod)
{
    private static readonly ClientTerms[] Usual =
    [
        UsualOf(ProtocolVersion.Mqtt31, expiresWithConnection: true),
        UsualOf(ProtocolVersion.Mqtt31, expiresWithConnection: false),
        UsualOf(ProtocolVersion.Mqtt311, expiresWithConnection: true),
        UsualOf(ProtocolVersion.Mqtt311, expiresWithConnection: false),
        UsualOf(ProtocolVersion.Mqtt5, expiresWithConnection: true),
        UsualOf(ProtocolVersion.Mqtt5, expiresWithConnection: false),
    ];

    public bool IsMqtt5 => Version == ProtocolVersion.Mqtt5;

    /// <summary>The same terms, in an object that others have too if they are usual.</summary>
    public ClientTerms Shared()
    {
        foreach (ClientTerms usual in Usual)
        {
            if (usual == this)
            {
                return usual;
            }
        }

        return this;
    }

    private static ClientTerms UsualOf(ProtocolVersion version, bool expiresWithConnection) => new(
        version,
        expiresWithConnection,
        ReceiveMaximum: ushort.MaxValue,
        MaximumPacketSize: int.MaxValue,
        TopicAliasMaximum: 0,
        WantsProblemInformation: true,
        UserName: null,
        AuthenticationMethod: null);
}
