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

    [LoggerMessage(
        EventId = 1003,
        Level = LogLevel.Error,
        Message = "The store does not take what is to be kept: {Reason}. What depends on it waits; it is tried again.")]
    public static partial void StoreFails(ILogger log, string reason);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "The store takes what is to be kept again.")]
    public static partial void StoreRecovered(ILogger log);

    [LoggerMessage(
        EventId = 1005,
        Level = LogLevel.Critical,
        Message = "The store belongs to another node now: {Reason}. This node stops.")]
    public static partial void StoreLost(ILogger log, string reason);
}
