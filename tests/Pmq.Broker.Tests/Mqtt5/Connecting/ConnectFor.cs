using Pmq.Protocol;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Mqtt5.Connecting;

/// <summary>What the clients of these tests put into their CONNECT.</summary>
internal static class ConnectFor
{
    /// <summary>A 5.0 client whose session outlives its connection by so many seconds.</summary>
    public static ConnectSettings Client(
        string clientId, uint expiry = 0, WillSettings? will = null, bool cleanStart = false, Props? also = null) => new()
    {
        ClientId = clientId,
        CleanStart = cleanStart,
        Will = will,
        Properties = [.. Expiry(expiry), .. also?.ToBytes() ?? []],
    };

    /// <summary>A 5.0 client with one more property.</summary>
    public static ConnectSettings Client(string clientId, PropertyId id, uint value) =>
        Client(clientId, also: Props.Of(id, value));

    public static byte[] Expiry(uint seconds) =>
        seconds == 0 ? [] : Props.Of(PropertyId.SessionExpiryInterval, seconds);
}
