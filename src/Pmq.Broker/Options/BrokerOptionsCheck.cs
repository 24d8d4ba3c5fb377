using System.Globalization;
using System.Text;
using Pmq.Broker.Durability;
using Pmq.Protocol;

namespace Pmq.Broker.Options;

/// <summary>Checks all settings together and lists every fault, not only the first.</summary>
public static class BrokerOptionsCheck
{
    private const int SmallestPacketBytesMax = 128;

    /// <summary>All faults; none when the settings are good.</summary>
    public static IReadOnlyList<OptionFault> Check(BrokerOptions options)
    {
        var faults = new Faults();
        CheckConnection(options.Connection, faults);
        CheckSession(options.Session, faults);
        CheckSubscription(options.Subscription, faults);
        CheckMessage(options.Message, faults);
        CheckMemory(options.Memory, faults);
        CheckTurn(options.Turn, faults);
        CheckStore(options.Store, faults);
        faults.AboveZero("stop.timeout", options.Stop.Timeout);
        return faults.All;
    }

    private static void CheckConnection(ConnectionOptions options, Faults faults)
    {
        faults.AboveZero("connection.connect-timeout", options.ConnectTimeout);
        faults.AboveZero("connection.close-timeout", options.CloseTimeout);
        faults.Within("connection.keep-alive-max", options.KeepAliveMax, 0, ushort.MaxValue);
        faults.Within("connection.packet-bytes-max", options.PacketBytesMax, SmallestPacketBytesMax, 268_435_460);
        faults.Within("connection.receive-maximum", options.ReceiveMaximum, 1, ushort.MaxValue);
        faults.Within("connection.topic-alias-maximum", options.TopicAliasMaximum, 0, ushort.MaxValue);
        faults.Within("connection.topic-alias-out-max", options.TopicAliasOutMax, 0, ushort.MaxValue);
        faults.Within("connection.client-id-bytes-max", options.ClientIdBytesMax, 23, ushort.MaxValue);
    }

    private static void CheckSession(SessionOptions options, Faults faults)
    {
        faults.Within("session.inflight-max", options.InflightMax, 1, ushort.MaxValue - 1);
        faults.Within("session.inflight-expiry", options.InflightExpiry, 0, int.MaxValue);
        faults.Within("session.queued-messages-max", options.QueuedMessagesMax, 0, int.MaxValue);
        faults.Within("session.queued-bytes-max", options.QueuedBytesMax, 1024, long.MaxValue);
        faults.Within("session.delivery-retry-interval", options.DeliveryRetryInterval, 0, int.MaxValue);
        faults.Within("session.sessions-max", options.SessionsMax, 0, int.MaxValue);
    }

    private static void CheckSubscription(SubscriptionLimits options, Faults faults)
    {
        faults.Within("subscription.filters-max", options.FiltersMax, 1, int.MaxValue);
        faults.Within("subscription.filter-bytes-max", options.FilterBytesMax, 1, ushort.MaxValue);
        faults.Within("subscription.levels-max", options.LevelsMax, 1, 1024);
    }

    private static void CheckMessage(MessageOptions options, Faults faults)
    {
        faults.Within("message.qos-max", options.QosMax, 0, 2);
        faults.Within("message.expiry-max", options.ExpiryMax, 0, int.MaxValue);
        faults.Within("message.retained-max", options.RetainedMax, 0, int.MaxValue);
    }

    private static void CheckMemory(MemoryOptions options, Faults faults)
    {
        faults.Within("memory.low-bytes", options.LowBytes, 1, options.HighBytes);
        faults.Within("memory.high-bytes", options.HighBytes, options.LowBytes, options.FullBytes);
        faults.Within("memory.full-bytes", options.FullBytes, options.HighBytes, long.MaxValue);
    }

    private static void CheckTurn(TurnOptions options, Faults faults)
    {
        faults.Within("turn.mails-max", options.MailsMax, 1, int.MaxValue);
        faults.Within("turn.write-bytes-max", options.WriteBytesMax, 1024, int.MaxValue);
        faults.Within("turn.read-bytes-max", options.ReadBytesMax, 1024, int.MaxValue);
        faults.Within("turn.backlog-max", options.BacklogMax, 1, int.MaxValue);
    }

    private static void CheckStore(StoreOptions options, Faults faults)
    {
        faults.AboveZero("store.commit-delay", options.CommitDelay);
        faults.Within("store.commit-bytes", options.CommitBytes, 1024, 256 * 1024 * 1024);
        faults.Within("store.page-bytes", options.PageBytes, 1024, 256 * 1024 * 1024);
        faults.Filters("store.memory-filters", options.MemoryFilters);
    }

    private sealed class Faults
    {
        public List<OptionFault> All { get; } = [];

        public void Within(string path, long value, long lowest, long highest)
        {
            if (value < lowest || value > highest)
            {
                All.Add(new OptionFault(path, Text(value), $"{Text(lowest)} to {Text(highest)}"));
            }
        }

        public void AboveZero(string path, TimeSpan value)
        {
            if (value <= TimeSpan.Zero)
            {
                All.Add(new OptionFault(path, value.ToString(null, CultureInfo.InvariantCulture), "a time above zero"));
            }
        }

        public void Filters(string path, string filters)
        {
            foreach (string filter in StorePolicy.Split(filters))
            {
                if (TopicFilter.Check(new ByteView(Encoding.UTF8.GetBytes(filter)), ProtocolVersion.Mqtt5) is not null)
                {
                    All.Add(new OptionFault(path, filter, "topic filters with commas between them"));
                }
            }
        }

        private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
