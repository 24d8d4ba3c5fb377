using Pmq.Broker.Accounting;
using Pmq.Broker.Connections;
using Pmq.Broker.Durability;
using Pmq.Broker.Messages;
using Pmq.Broker.Options;
using Pmq.Broker.Publishing;
using Pmq.Broker.Sessions;

namespace Pmq.Broker;

/// <summary>
/// The engine of one node. Transport gives it connections; it gives back what to write. It has no clock, thread, socket
/// or random source of its own: see <see cref="BrokerPorts"/>.
/// </summary>
/// <remarks>Owner: immutable; all state is in the actors behind it.</remarks>
public sealed class BrokerNode
{
    private readonly BrokerServices _services;

    /// <summary>
    /// A node, with what its store has kept. Settings that contradict each other are refused, all of them named. Reading the
    /// store takes as long as it takes.
    /// </summary>
    public BrokerNode(BrokerOptions options, BrokerPorts ports)
    {
        IReadOnlyList<OptionFault> faults = BrokerOptionsCheck.Check(options);
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", faults), nameof(options));
        }

        _services = new BrokerServices(options, ports);
        var recovery = new Recovery(_services);
        _services.Journal.Open(recovery);
        recovery.Finish();
    }

    /// <summary>The books.</summary>
    public Ledger Ledger => _services.Ledger;

    /// <summary>The settings.</summary>
    public BrokerOptions Options => _services.Options;

    /// <summary>True when state is kept through a crash.</summary>
    public bool KeepsState => _services.Journal.IsOn;

    /// <summary>What keeps the store from committing; null when nothing does.</summary>
    public StoreTrouble? StoreTrouble => _services.Journal.Trouble;

    /// <summary>How many sessions there are.</summary>
    public int SessionCount => _services.Registrar.Count;

    /// <summary>How many clients are connected.</summary>
    public int ClientCount => _services.Registrar.OnlineCount;

    /// <summary>How many subscriptions there are.</summary>
    public long SubscriptionCount => _services.Router.Table.SubscriptionCount;

    /// <summary>How many messages are retained.</summary>
    public int RetainedCount => _services.Router.RetainedCount;

    /// <summary>The bytes that wait in queues and windows of all sessions.</summary>
    public long QueuedBytes => _services.Memory.Bytes;

    /// <summary>A client has connected. The caller reads from it and tells what came.</summary>
    public ClientConnection Accept(IClientOutlet outlet) => new(_services, outlet);

    /// <summary>Gives a list of all sessions, from another thread.</summary>
    public void ListSessions(Action<IReadOnlyList<SessionSummary>> receive) => _services.Registrar.List(receive);

    /// <summary>Ends a client's connection with 0x98 (administrative action).</summary>
    /// <param name="clientId">Whose.</param>
    /// <param name="endSession">Whether its session ends too; an offline one does at once.</param>
    public void EndClient(string clientId, bool endSession) => _services.Registrar.End(clientId, endSession);

    /// <summary>
    /// Publishes a message from the node itself, from another thread. The action is called, from any thread, when
    /// everybody who keeps it has stored it; at once when nobody does.
    /// </summary>
    public void Publish(StoredMessage message, Action stored)
    {
        var pledge = new NodePledge(stored);
        FormerPublisher? publisher = message.Publisher.Length == 0
            ? null
            : new FormerPublisher(_services.Scheduler, message.Publisher);
        long expiresAt = _services.WallClock.TimestampOf(message.ExpiresAt);
        MessageBlock block = StoredForm.BlockOf(message, expiresAt, publisher);
        block.Pledge = _services.Journal.IsOn ? pledge : null;
        PublishPipeline pipeline = _services.Pipelines.Rent();
        pipeline.Publish(block);
        pipeline.EndBatch();
        _services.Pipelines.Return(pipeline);
        pledge.Release();
    }

    /// <summary>Tells, from another thread, whether a client has a session.</summary>
    public void HasSession(string clientId, Action<bool> receive) =>
        _services.Registrar.Look(new SessionLook(clientId, receive));

    /// <summary>
    /// Begins to take a session over that another node has kept. Only a node with a store can.
    /// </summary>
    public SessionImport Import(ImportedSession session)
    {
        Invariant.That(_services.Journal.IsOn, "A session was imported into a node without a store.");
        return new SessionImport(_services, session);
    }

    /// <summary>
    /// Ends all connections with 0x8B (server shutting down) and lets no new one in. Sessions and queues are kept. The
    /// action is called when the last connection is gone.
    /// </summary>
    public void Stop(Action stopped) => _services.Registrar.Stop(stopped);
}
