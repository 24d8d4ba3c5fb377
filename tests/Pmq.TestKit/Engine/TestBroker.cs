using Pmq.Broker;
using Pmq.Broker.Accounting;
using Pmq.Broker.Options;
using Pmq.Broker.Sessions;
using Pmq.Protocol;

namespace Pmq.TestKit;

/// <summary>
/// A whole broker on one thread with a clock of its own: nothing happens but what a test brings about, and the same test
/// does the same every time. When it is disposed of, its books must balance.
/// </summary>
public sealed class TestBroker : IDisposable
{
    /// <summary>
    /// A broker; with a seed its turns run in an order that the seed decides. One that follows another on the same store
    /// takes the clock of that one.
    /// </summary>
    public TestBroker(
        BrokerOptions? options = null,
        Func<BrokerPorts, BrokerPorts>? ports = null,
        int? seed = null,
        ManualClock? clock = null)
    {
        Clock = clock ?? new ManualClock();
        Scheduler = new ManualScheduler(Clock, seed);
        var basic = new BrokerPorts { Clock = Clock, Scheduler = Scheduler, Random = new SeededRandom(1) };
        Node = new BrokerNode(options ?? new BrokerOptions(), ports is null ? basic : ports(basic));
    }

    public ManualClock Clock { get; }

    public ManualScheduler Scheduler { get; }

    public BrokerNode Node { get; }

    public Ledger Ledger => Node.Ledger;

    /// <summary>The sessions there are.</summary>
    public IReadOnlyList<SessionSummary> Sessions
    {
        get
        {
            IReadOnlyList<SessionSummary> sessions = [];
            Node.ListSessions(list => sessions = list);
            Run();
            return sessions;
        }
    }

    /// <summary>A connection that has sent nothing yet.</summary>
    public TestClient Open() => new(this);

    /// <summary>A client that is connected and has its CONNACK behind it.</summary>
    public TestClient Connect(ConnectSettings settings)
    {
        TestClient client = Open();
        Packet connack = client.Connect(settings);
        return connack.Reason == ReasonCode.Success
            ? client
            : throw new InvalidOperationException($"The broker refused the connection: {connack}");
    }

    /// <summary>A connected client with a clean session, of 5.0 unless told otherwise.</summary>
    public TestClient Connect(string clientId, ProtocolVersion version = ProtocolVersion.Mqtt5) =>
        Connect(new ConnectSettings { ClientId = clientId, Version = version });

    /// <summary>A connected client whose session is kept.</summary>
    public TestClient ConnectKept(string clientId, ProtocolVersion version = ProtocolVersion.Mqtt5, bool cleanStart = false) =>
        Connect(new ConnectSettings
        {
            ClientId = clientId,
            Version = version,
            CleanStart = cleanStart,
            Properties = version == ProtocolVersion.Mqtt5 ? Props.Of(PropertyId.SessionExpiryInterval, uint.MaxValue) : [],
        });

    /// <summary>Runs until nothing is left to do at this time.</summary>
    public void Run() => Scheduler.RunAll();

    /// <summary>Lets time pass, and all that is due in it happen.</summary>
    public void Advance(TimeSpan time) => Scheduler.Advance(time);

    /// <summary>Fails when the books don't balance.</summary>
    public void AssertLedgerBalances()
    {
        Run();
        if (!Ledger.Balances)
        {
            throw new InvalidOperationException($"The books do not balance: {Ledger}");
        }
    }

    public void Dispose() => AssertLedgerBalances();
}
