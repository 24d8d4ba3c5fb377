using System.Globalization;
using Pmq.Broker.Connections;
using Pmq.Broker.Durability;
using Pmq.Broker.Turns;
using Pmq.Protocol;

namespace Pmq.Broker.Sessions;

/// <summary>
/// Knows the session of every client identifier, and makes and forgets them. A session that says it is over is
/// forgotten only when no claim was sent to it that it had not seen.
/// </summary>
/// <remarks>Owner: its own turn.</remarks>
internal sealed class Registrar(BrokerServices services) : Actor<RegistrarMail>(services.Scheduler)
{
    private const string NewIdPrefix = "pmq-";

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<Action> _stopped = [];
    private int _online;
    private int _count;
    private int _stopping;

    /// <summary>The length of an identifier that the node makes up: two numbers in hexadecimal digits.</summary>
    public static int NewIdLength => NewIdPrefix.Length + (2 * 2 * sizeof(uint));

    /// <summary>How many sessions there are. Any thread may ask.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many of them have a client connected. Any thread may ask.</summary>
    public int OnlineCount => Volatile.Read(ref _online);

    /// <summary>The session of a client identifier that the store has kept, before the node takes clients.</summary>
    public Session Restore(string clientId)
    {
        var session = new Session(services, clientId);
        _entries[clientId] = new Entry(session, 0);
        Volatile.Write(ref _count, _entries.Count);
        return session;
    }

    /// <summary>A connection asks for its session.</summary>
    public void Claim(SessionClaim claim) => Post(new RegistrarMail(RegistrarMailKind.Claim, claim));

    /// <summary>A session is over, having seen so many claims.</summary>
    public void SessionOver(Session session, int claimsTaken) =>
        Post(new RegistrarMail(RegistrarMailKind.Over, session, claimsTaken));

    /// <summary>A session broke and must be forgotten, whatever was sent to it.</summary>
    public void SessionBroke(Session session) => Post(new RegistrarMail(RegistrarMailKind.Broke, session));

    /// <summary>
    /// A session's connection is gone. Only a node that stops waits for the last: of this count and of the look at it,
    /// at least one comes after the other.
    /// </summary>
    public void Disconnected()
    {
        if (Interlocked.Decrement(ref _online) == 0 && Volatile.Read(ref _stopping) != 0)
        {
            Post(new RegistrarMail(RegistrarMailKind.Disconnected));
        }
    }

    /// <summary>Gives a list of all sessions.</summary>
    public void List(Action<IReadOnlyList<SessionSummary>> receive) =>
        Post(new RegistrarMail(RegistrarMailKind.List, receive));

    /// <summary>Tells whether a client has a session.</summary>
    public void Look(SessionLook look) => Post(new RegistrarMail(RegistrarMailKind.Look, look));

    /// <summary>Takes a session over that was stored, unless its client has got one meanwhile.</summary>
    public void Import(SessionImport import) => Post(new RegistrarMail(RegistrarMailKind.Adopt, import));

    /// <summary>Ends a client's connection, and its session too if asked to.</summary>
    public void End(string clientId, bool endSession) =>
        Post(new RegistrarMail(RegistrarMailKind.End, clientId, endSession ? 1 : 0));

    /// <summary>Ends all connections; the action is called when the last is gone.</summary>
    public void Stop(Action stopped) => Post(new RegistrarMail(RegistrarMailKind.Stop, stopped));

    /// <summary>Ends all connections because nothing can be stored any more, and lets no new one in.</summary>
    public void StoreIsLost() => Post(new RegistrarMail(RegistrarMailKind.StoreIsLost));

    protected override bool RunTurn()
    {
        for (int i = 0; i < services.Options.Turn.MailsMax; i++)
        {
            if (!TryTake(out RegistrarMail mail))
            {
                return false;
            }

            Handle(mail);
        }

        return true;
    }

    private void Handle(in RegistrarMail mail)
    {
        switch (mail.Kind)
        {
            case RegistrarMailKind.Claim:
                Take((SessionClaim)mail.Body!);
                break;
            case RegistrarMailKind.Over:
                Forget((Session)mail.Body!, mail.Number);
                break;
            case RegistrarMailKind.Broke:
                Forget((Session)mail.Body!, claimsTaken: null);
                break;
            case RegistrarMailKind.Disconnected:
                TellIfStopped();
                break;
            case RegistrarMailKind.List:
                ListAll((Action<IReadOnlyList<SessionSummary>>)mail.Body!);
                break;
            case RegistrarMailKind.End:
                if (_entries.TryGetValue((string)mail.Body!, out Entry entry))
                {
                    entry.Session.Post(new Mail(MailKind.Close, CloseReasons.Administrative, number: mail.Number));
                }

                break;
            case RegistrarMailKind.Look:
                var look = (SessionLook)mail.Body!;
                look.Receive(_entries.ContainsKey(look.ClientId));
                break;
            case RegistrarMailKind.Adopt:
                Adopt((SessionImport)mail.Body!);
                break;
            case RegistrarMailKind.StoreIsLost:
                CloseAll(CloseReasons.StoreIsLost);
                break;
            default:
                _stopped.Add((Action)mail.Body!);
                CloseAll(CloseReasons.ShuttingDown);
                TellIfStopped();
                break;
        }
    }

    private void Take(SessionClaim claim)
    {
        if (_stopping != 0)
        {
            claim.Connection.Refuse(ReasonCode.ServerUnavailable, CloseReasons.ShuttingDown.Text);
            return;
        }

        if (claim.Request.ClientId.Length == 0)
        {
            claim = claim with
            {
                Request = claim.Request with { ClientId = NewClientId() },
                IdentifierIsAssigned = true,
            };
        }

        string clientId = claim.Request.ClientId;
        if (!_entries.TryGetValue(clientId, out Entry entry))
        {
            int maximum = services.Options.Session.SessionsMax;
            if (maximum > 0 && _entries.Count >= maximum)
            {
                claim.Connection.Refuse(
                    ReasonCode.QuotaExceeded, "the node holds session.sessions-max sessions already");
                return;
            }

            entry = new Entry(new Session(services, clientId), 0);
            Volatile.Write(ref _count, _entries.Count + 1);
        }

        _entries[clientId] = entry with { Claims = entry.Claims + 1 };
        Interlocked.Increment(ref _online);
        entry.Session.Post(new Mail(MailKind.Attach, claim));
    }

    private void Adopt(SessionImport import)
    {
        int maximum = services.Options.Session.SessionsMax;
        if (_stopping != 0 || _entries.ContainsKey(import.ClientId) || (maximum > 0 && _entries.Count >= maximum))
        {
            import.Refused();
            return;
        }

        Session session = Restore(import.ClientId);
        import.RestoreInto(session);
        services.Router.Adopt(session, import);
    }

    private string NewClientId()
    {
        while (true)
        {
            string id = NewIdPrefix + services.Random.Next().ToString("x8", CultureInfo.InvariantCulture)
                + services.Random.Next().ToString("x8", CultureInfo.InvariantCulture);
            if (!_entries.ContainsKey(id))
            {
                return id;
            }
        }
    }

    private void Forget(Session session, int? claimsTaken)
    {
        if (_entries.TryGetValue(session.Name, out Entry entry)
            && ReferenceEquals(entry.Session, session) && (claimsTaken ?? entry.Claims) == entry.Claims)
        {
            _entries.Remove(session.Name);
            Volatile.Write(ref _count, _entries.Count);
        }
    }

    private void ListAll(Action<IReadOnlyList<SessionSummary>> receive)
    {
        var summaries = new List<SessionSummary>(_entries.Count);
        foreach (Entry entry in _entries.Values)
        {
            summaries.Add(SessionSummary.Of(entry.Session));
        }

        receive(summaries);
    }

    private void CloseAll(CloseReason reason)
    {
        Interlocked.Exchange(ref _stopping, 1);
        foreach (Entry entry in _entries.Values)
        {
            entry.Session.Post(new Mail(MailKind.Close, reason));
        }
    }

    private void TellIfStopped()
    {
        if (_stopping == 0 || OnlineCount > 0)
        {
            return;
        }

        foreach (Action stopped in _stopped)
        {
            TellWhenStored(stopped);
        }

        _stopped.Clear();
    }

    /// <summary>What the sessions have left to the store, the store should have.</summary>
    private void TellWhenStored(Action stopped)
    {
        if (services.Journal.IsOn)
        {
            services.Journal.Drain(stopped);
        }
        else
        {
            stopped();
        }
    }

    private readonly record struct Entry(Session Session, int Claims);
}
