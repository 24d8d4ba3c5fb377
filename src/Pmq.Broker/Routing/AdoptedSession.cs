using Pmq.Broker.Durability;
using Pmq.Broker.Sessions;

namespace Pmq.Broker.Routing;

/// <summary>A session that comes from another node, on its way into the route table.</summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class AdoptedSession(Session session, SessionImport import)
{
    /// <summary>Adds its subscriptions, in the router's turn.</summary>
    public void AddTo(Router router)
    {
        foreach (SubscriptionChange subscription in import.Subscriptions)
        {
            router.Restore(session, SubscriptionSpec.Of(subscription));
        }

        session.IsBeingAdopted = false;
        import.Taken();
    }
}
