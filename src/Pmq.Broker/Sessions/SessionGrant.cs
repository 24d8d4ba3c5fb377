using Pmq.Broker.Connections;
using Pmq.Broker.Options;

namespace Pmq.Broker.Sessions;

/// <summary>What a connection is granted, where it may differ from what it asked for.</summary>
internal readonly record struct SessionGrant(bool SessionPresent, uint SessionExpiry, int KeepAlive)
{
    /// <summary>What the options leave of a request.</summary>
    public static SessionGrant Of(ConnectRequest request, BrokerOptions options, bool sessionPresent) => new(
        sessionPresent,
        Math.Min(request.SessionExpiry, options.Session.ExpiryMax),
        KeepAliveOf(request, options.Connection.KeepAliveMax));

    /// <summary>
    /// A server keep alive is told to 5.0 clients only; others must be trusted with what they asked for.
    /// </summary>
    private static int KeepAliveOf(ConnectRequest request, int maximum)
    {
        bool lowers = request.IsMqtt5 && maximum > 0 && (request.KeepAlive == 0 || request.KeepAlive > maximum);
        return lowers ? maximum : request.KeepAlive;
    }
}
