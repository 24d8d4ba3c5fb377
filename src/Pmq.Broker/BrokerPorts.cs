using Pmq.Broker.Authentication;
using Pmq.Broker.Durability;
using Pmq.Broker.Turns;

namespace Pmq.Broker;

/// <summary>Everything a node takes from outside. A simulator replaces these and nothing else.</summary>
public sealed record BrokerPorts
{
    /// <summary>The clock.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Where turns run.</summary>
    public required ITurnScheduler Scheduler { get; init; }

    /// <summary>Randomness, for made-up client identifiers and the like.</summary>
    public required IRandomSource Random { get; init; }

    /// <summary>Who decides on logins.</summary>
    public IAuthenticator Authenticator { get; init; } = new AcceptAllAuthenticator();

    /// <summary>What keeps state through a crash; null when nothing is to.</summary>
    public IStore? Store { get; init; }

    /// <summary>
    /// Who is told what keeps the store from committing, and null when it commits again. From any thread.
    /// </summary>
    public Action<StoreTrouble?> ReportStoreTrouble { get; init; } = static _ => { };

    /// <summary>Who is told when a session ended of a bug.</summary>
    public Action<string, Exception> ReportFault { get; init; } = static (_, _) => { };
}
