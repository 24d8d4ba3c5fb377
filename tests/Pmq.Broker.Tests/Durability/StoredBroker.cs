using Pmq.Broker.Durability;
using Pmq.Broker.Options;
using Pmq.TestKit;

namespace Pmq.Broker.Tests.Durability;

/// <summary>A broker on a store that outlives it.</summary>
internal static class StoredBroker
{
    /// <summary>A new broker on a store.</summary>
    public static TestBroker On(IStore store, BrokerOptions? options = null, ManualClock? clock = null, int? seed = null) =>
        new(options, ports => ports with { Store = store, ReportFault = Throw }, seed, clock);

    private static void Throw(string clientId, Exception fault) =>
        throw new InvalidOperationException($"The session of {clientId} broke: {fault}", fault);

    /// <summary>The process dies, and another one begins where the store was.</summary>
    public static TestBroker Restart(this TestBroker broker, MemoryStoreContents contents) =>
        On(new MemoryStore(contents), broker.Node.Options, broker.Clock);

    /// <summary>Lets everything be written that waits for the commit delay.</summary>
    public static void AfterCommitDelay(this TestBroker broker) =>
        broker.Advance(broker.Node.Options.Store.CommitDelay + TimeSpan.FromMilliseconds(1));

    /// <summary>A kept session that subscribes and is away.</summary>
    public static void LeaveOffline(this TestBroker broker, string clientId = "s", string filter = "t")
    {
        TestClient client = broker.ConnectKept(clientId);
        client.Subscribe(filter);
        client.Drop();
    }

    /// <summary>Connects a client whose session is kept, and tells whether the broker had it.</summary>
    public static TestClient Resume(this TestBroker broker, string clientId, out bool sessionPresent)
    {
        TestClient client = broker.Open();
        Packet connack = client.Connect(new ConnectSettings
        {
            ClientId = clientId,
            CleanStart = false,
            Properties = Props.Of(Protocol.PropertyId.SessionExpiryInterval, uint.MaxValue),
        });
        sessionPresent = connack.SessionPresent;
        return client;
    }
}
