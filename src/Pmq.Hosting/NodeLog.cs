using Microsoft.Extensions.Logging;

namespace Pmq.Hosting;

/// <summary>What a node tells its operator.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(
        EventId = 1001,
        Level = LogLevel.Error,
        Message = "The session of client {ClientId} failed and was ended. This is a bug of PMQ; please report it.")]
    public static partial void SessionBroke(ILogger log, string clientId, Exception fault);

    [LoggerMessage(
        EventId = 1002,
        Level = LogLevel.Error,
        Message = "A connection from {Address} failed and was cut. This is a bug of PMQ; please report it.")]
    public static partial void ConnectionBroke(ILogger log, string address, Exception fault);
}
