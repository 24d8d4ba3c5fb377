using Pmq.Broker.Accounting;
using Pmq.Broker.Authentication;
using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Options;
using Pmq.Broker.Publishing;
using Pmq.Broker.Routing;
using Pmq.Broker.Sessions;
using Pmq.Broker.Timers;
using Pmq.Broker.Turns;

namespace Pmq.Broker;

/// <summary>What the parts of a node share. Made once, by <see cref="BrokerNode"/>.</summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class BrokerServices
{
    public BrokerServices(BrokerOptions options, BrokerPorts ports)
    {
        Options = options;
        Clock = ports.Clock;
        Scheduler = ports.Scheduler;
        Random = ports.Random;
        Authenticator = ports.Authenticator;
        ReportStoreTrouble = ports.ReportStoreTrouble;
        WallClock = new WallClock(ports.Clock);
        StorePolicy = new StorePolicy(options.Store.MemoryFilters);
        ReportFault = ports.ReportFault;
        Timers = new TimerWheel(ports.Scheduler, ports.Clock);
        Memory = new NodeMemory(options.Memory, Timers, ports.Clock);
        OfferedProperties = ConnackWriter.Offered(options);
        MessageReader = new MessageReader(options.Message, ports.Clock);
        Journal = new Journal(this, ports.Store);
        Router = new Router(this);
        Registrar = new Registrar(this);
        Pipelines = new PipelinePool(this);
    }

    public BrokerOptions Options { get; }

    public TimeProvider Clock { get; }

    public ITurnScheduler Scheduler { get; }

    public IRandomSource Random { get; }

    public IAuthenticator Authenticator { get; }

    /// <summary>Who is told what keeps the store from committing, and when nothing does any more.</summary>
    public Action<StoreTrouble?> ReportStoreTrouble { get; }

    public WallClock WallClock { get; }

    public StorePolicy StorePolicy { get; }

    /// <summary>The way to the store.</summary>
    public Journal Journal { get; }

    public Action<string, Exception> ReportFault { get; }

    public Ledger Ledger { get; } = new();

    public NodeMemory Memory { get; }

    public TimerWheel Timers { get; }

    /// <summary>The properties of CONNACK that are the same for every client.</summary>
    public byte[] OfferedProperties { get; }

    public MessageReader MessageReader { get; }

    public Router Router { get; }

    public Registrar Registrar { get; }

    public PipelinePool Pipelines { get; }

    /// <summary>Has a timer ring after a while.</summary>
    public void ArmTimer(TimerEntry entry, TimeSpan delay) => Timers.Arm(entry, TimestampIn(delay));

    /// <summary>The timestamp so much later than now.</summary>
    public long TimestampIn(TimeSpan delay) =>
        Clock.GetTimestamp() + (long)(delay.TotalSeconds * Clock.TimestampFrequency);
}
