namespace Pmq.Broker.Routing;

/// <summary>What a mail to the router is about.</summary>
internal enum RouterMailKind : byte
{
    /// <summary>A SUBSCRIBE or UNSUBSCRIBE.</summary>
    Request,

    /// <summary>A session has no subscriptions any more.</summary>
    RemoveAll,

    /// <summary>A session comes from another node with its subscriptions.</summary>
    Adopt,

    /// <summary>A message is to be retained.</summary>
    Retain,

    /// <summary>Messages are to be retained, one after the other.</summary>
    RetainSeveral,

    /// <summary>Retained messages may have expired.</summary>
    Expire,
}
